"""What a mail about a job says."""

import dataclasses
import re
import tomllib
from datetime import UTC, datetime, timedelta, timezone
from importlib import resources

import pytest

from flytower.notify.jobmail import MAX_PROBLEMS, JobFacts, job_mail

FACTS = JobFacts(
    job_name="spring photos",
    job_type="Export",
    company="Demo Company",
    submitter="user@example.com",
    started=datetime(2024, 5, 1, 12, 0, tzinfo=UTC),
    ended=datetime(2024, 5, 1, 14, 0, 5, tzinfo=timezone(timedelta(hours=2))),
    successes=12,
    warnings=0,
    errors=0,
    problems=(),
    download_url="http://tower.test/Exports/DemoCompany/7/0b1e.zip",
    server_url="http://tower.test/",
)


def mail_of(locale="en-US", **changes):
    return job_mail(
        dataclasses.replace(FACTS, **changes),
        locale,
        to="user@example.com",
        message_id="<7.done@tower.test>",
        sent_at=FACTS.ended,
    )


def test_a_job_without_problems_is_reported_with_its_download():
    mail = mail_of()

    assert mail.subject == 'Export job "spring photos" is done'
    assert mail.text == (
        'The Export job "spring photos" of Demo Company is done.\n'
        "\n"
        "Submitted by:  user@example.com\n"
        "Started:       2024-05-01 12:00:00 UTC\n"
        "Ended:         2024-05-01 12:00:05 UTC\n"
        "Succeeded:     12\n"
        "Warnings:      0\n"
        "Errors:        0\n"
        "\n"
        "Download:\n"
        "http://tower.test/Exports/DemoCompany/7/0b1e.zip\n"
        "\n"
        "--\n"
        "Sent by Flytower, http://tower.test/\n"
    )


def test_the_envelope_s_facts_go_into_the_mail_as_they_are():
    mail = mail_of()

    assert (mail.to, mail.message_id, mail.sent_at) == ("user@example.com", "<7.done@tower.test>", FACTS.ended)


@pytest.mark.parametrize(
    ("changes", "ending"),
    [
        ({"warnings": 1}, "is done, with warnings"),
        ({"errors": 1, "warnings": 1}, "is done, with errors"),
        ({"fatal": True}, "failed"),
    ],
)
def test_the_subject_says_how_it_ended(changes, ending):
    assert mail_of(**changes).subject.endswith(ending)


def test_problems_are_listed():
    mail = mail_of(errors=2, problems=("a.jpg: unknown macro $x$", "b.jpg: can't be read"))

    assert "\nProblems:\n- a.jpg: unknown macro $x$\n- b.jpg: can't be read\n\nDownload:" in mail.text
    assert "job log" not in mail.text


def test_only_the_first_problems_are_listed():
    mail = mail_of(errors=1000, problems=tuple(f"problem {number}" for number in range(1000)))

    assert mail.text.count("- problem") == MAX_PROBLEMS
    assert "and more: the job log has them all" in mail.text


def test_problems_that_were_not_handed_over_are_mentioned():
    assert "and more" in mail_of(errors=3, problems=("first",)).text


def test_a_job_that_never_began_has_no_start():
    assert "Started:       unknown\n" in mail_of(started=None).text


def test_without_a_download_there_is_no_such_line():
    assert "Download" not in mail_of(download_url=None).text


def test_a_name_of_several_lines_is_one():
    mail = mail_of(job_name="x\r\nBcc: victim@example.com", problems=("a\nDownload:\nhttp://evil.test",))

    assert mail.subject == 'Export job "x Bcc: victim@example.com" is done'
    assert "\n- a Download: http://evil.test\n" in mail.text


def test_a_name_is_never_a_template():
    assert mail_of(job_name="$company ${type}").subject == 'Export job "$company ${type}" is done'


def test_long_names_and_messages_are_shortened():
    mail = mail_of(job_name="x" * 10_000, problems=("y" * 10_000,))

    assert len(mail.subject) < 200
    assert len(mail.text) < 1500


@pytest.mark.parametrize("locale", ["", "en", "en-US", "EN_gb.UTF-8", "tlh", "../../etc/passwd", "xx-YY", "\0"])
def test_a_locale_without_words_gets_english(locale):
    assert mail_of(locale) == mail_of("en")


def test_every_language_offers_every_outcome_and_asks_for_known_names_only():
    templates = resources.files("flytower.notify").joinpath("templates")
    english = tomllib.loads(templates.joinpath("en.toml").read_text())
    for place in templates.iterdir():
        words = tomllib.loads(place.read_text())
        assert {section: set(texts) for section, texts in words.items()} == {
            section: set(texts) for section, texts in english.items()
        }
        for section, texts in words.items():
            for key, text in texts.items():
                assert set(re.findall(r"\$(\w+)", text)) == set(re.findall(r"\$(\w+)", english[section][key]))
