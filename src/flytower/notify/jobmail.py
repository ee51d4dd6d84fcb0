"""What a mail about a job says, in the job's language."""

import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from string import Template
from typing import Any

from flytower.notify.mail import Mail, one_line

MAX_PROBLEMS = 10
"""Problems listed in one mail; the rest is in the job log."""

_MAX_PROBLEM = 300
_MAX_NAME = 120
_FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class JobFacts:
    """What there is to say about a job that ended.

    `job_name` is the submitted name, `job_type` the kind in words for people ("Export"), `submitter` whoever
    submitted it, by name or address. Times have a time zone; `started` is None for a job that never began.
    `problems` are the first messages of errors and warnings, of which `MAX_PROBLEMS` are shown. `download_url` is
    None when there is nothing to fetch; `server_url` is where users reach the server. `fatal` means that the job
    itself failed.
    """

    job_name: str
    job_type: str
    company: str
    submitter: str
    started: datetime | None
    ended: datetime
    successes: int
    warnings: int
    errors: int
    problems: tuple[str, ...]
    download_url: str | None
    server_url: str
    fatal: bool = False


def job_mail(facts: JobFacts, locale: str, *, to: str, message_id: str, sent_at: datetime) -> Mail:
    """Return the mail about a job, in the language of a locale such as `de-CH`, or in English.

    What users chose (names, messages) is shown on one line each and shortened. The three last arguments go into
    the mail as they are; an impossible address shows when it is sent.
    """
    words = _words(_language(locale))
    names = {
        "name": one_line(facts.job_name, _MAX_NAME),
        "type": one_line(facts.job_type, _MAX_NAME),
        "company": one_line(facts.company, _MAX_NAME),
    }
    outcome = _outcome(facts)
    subject = Template(words["subject"][outcome]).substitute(names)
    opening = Template(words["outcome"][outcome]).substitute(names)
    return Mail(to, subject, _body(facts, words["text"], opening), None, message_id, sent_at)


def _outcome(facts: JobFacts) -> str:
    if facts.fatal:
        return "fatal"
    if facts.errors:
        return "errors"
    return "warnings" if facts.warnings else "success"


def _body(facts: JobFacts, words: dict[str, str], opening: str) -> str:
    text = Template(words["body"]).substitute(
        outcome=opening,
        submitter=one_line(facts.submitter),
        started=_moment(facts.started) if facts.started else words["unknown"],
        ended=_moment(facts.ended),
        successes=facts.successes,
        warnings=facts.warnings,
        errors=facts.errors,
        problems=_problems(facts, words),
        download=_download(facts, words),
        server=one_line(facts.server_url),
    )
    return text.lstrip("\n")


def _problems(facts: JobFacts, words: dict[str, str]) -> str:
    if not facts.problems:
        return ""
    line = Template(words["problem"])
    shown = [line.substitute(message=one_line(message, _MAX_PROBLEM)) for message in facts.problems[:MAX_PROBLEMS]]
    if max(len(facts.problems), facts.errors + facts.warnings) > len(shown):
        shown.append(words["more"])
    return Template(words["problems"]).substitute(list="\n".join(shown))


def _download(facts: JobFacts, words: dict[str, str]) -> str:
    if facts.download_url is None:
        return ""
    return Template(words["download"]).substitute(url=one_line(facts.download_url, 2000))


def _moment(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def _language(locale: str) -> str:
    """Return the locale's language if there are words in it; `de`, `de-CH` and `de_CH.UTF-8` are all German."""
    language = re.split(r"[-_.]", locale, maxsplit=1)[0].lower()
    return language if language in _languages() else _FALLBACK


@cache
def _languages() -> frozenset[str]:
    names = (place.name for place in resources.files(__package__).joinpath("templates").iterdir())
    return frozenset(name.removesuffix(".toml") for name in names if name.endswith(".toml"))


@cache
def _words(language: str) -> dict[str, Any]:
    place = resources.files(__package__).joinpath("templates", f"{language}.toml")
    return tomllib.loads(place.read_text(encoding="utf-8"))
