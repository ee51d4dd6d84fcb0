"""The command line: what each command does, and one clear line for what is wrong."""

import io
import re
import sys

import pytest
from argon2 import PasswordHasher

from flytower import cli
from flytower.config import Settings
from flytower.contract.clock import system_clock
from flytower.contract.operation import Role
from flytower.model import Database, passwords, users


@pytest.fixture(autouse=True)
def _clean(monkeypatch):
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    for name in Settings.load({}).to_environment():
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run(tmp_path, capsys):
    """Return what runs a command on the test's data directory, and gives code, output and errors."""

    def command(*arguments, data=True):
        with_data = ["--data-dir", str(tmp_path)] if data else []
        try:
            code = cli.main([*arguments, *with_data])
        except SystemExit as end:
            code = end.code
        written = capsys.readouterr()
        return code, written.out, written.err

    return command


@pytest.fixture
def database(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'flytower.sqlite3'}")
    yield database
    database.dispose()


def may_log_in(database, email, password):
    with database.reading() as session:
        try:
            return users.authenticate(session, passwords.PasswordVerifier(0), email, password, system_clock())
        except users.LoginRefused:
            return None


def test_a_company_and_its_first_user(run, database):
    assert run("company", "add", "My Company") == (0, "Company 'My Company' (c|1) has the root folder MyCompany/\n", "")
    code, out, _ = run("user", "add", "Ann@example.com", "--company", "My Company", "--role", "IpsCompanyAdmin")
    assert code == 0
    password = re.fullmatch(
        r"User 'ann@example.com' is IpsCompanyAdmin in company 'My Company'; the password, shown only now: (\S{16})\n",
        out,
    )[1]
    user = may_log_in(database, "ann@example.com", password)
    with database.reading() as session:
        assert users.roles_of(session, user.id) == {1: Role.IPS_COMPANY_ADMIN}


def test_a_user_joins_another_company_and_keeps_the_password(run, database, monkeypatch):
    for name in ("One", "Two"):
        run("company", "add", name)
    monkeypatch.setattr(sys, "stdin", io.StringIO("secret\n"))
    run("user", "add", "a@example.com", "--company", "One", "--password-stdin")
    code, out, _ = run("user", "add", "a@example.com", "--company", "Two")
    assert (code, out) == (0, "User 'a@example.com' is IpsUser in company 'Two'\n")
    assert may_log_in(database, "a@example.com", "secret")


def test_an_administrator_of_the_server(run, database):
    run("company", "add", "One")
    run("user", "add", "a@example.com", "--company", "One", "--admin", "--first-name", "Ann", "--last-name", "Lee")
    with database.reading() as session:
        user = users.by_email(session, "a@example.com")
    assert (user.is_ips_admin, user.first_name, user.last_name) == (True, "Ann", "Lee")


def test_another_password(run, database, monkeypatch):
    run("company", "add", "One")
    run("user", "add", "a@example.com", "--company", "One")
    monkeypatch.setattr(sys, "stdin", io.StringIO("new one\n"))
    code, out, _ = run("user", "password", "a@example.com", "--password-stdin")
    assert (code, out) == (0, "User 'a@example.com' has another password\n")
    assert may_log_in(database, "a@example.com", "new one")


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["company", "add", "One"], "flytower: company name 'One' clashes with that of company 'One'\n"),
        (["company", "add", "a/b"], "flytower: 'a/b' can't be a company's name: it must have a letter and no slash\n"),
        (["user", "add", "x@example.com", "--company", "No"], "flytower: there is no company 'No'\n"),
        (["user", "add", "nobody", "--company", "One"], "flytower: 'nobody' is not a mail address\n"),
        (["user", "password", "x@example.com"], "flytower: there is no user 'x@example.com'\n"),
        (
            ["user", "add", "x@example.com", "--company", "One", "--role", "Boss"],
            f"flytower user add: argument --role: 'Boss' is none of {', '.join(Role)}\n",
        ),
    ],
)
def test_what_can_not_be_done_is_one_line(run, arguments, error):
    run("company", "add", "One")
    code, out, err = run(*arguments)
    assert (code, out, err) == (2, "", error)


def test_a_refused_command_changes_nothing(run, database):
    run("company", "add", "One")
    run("user", "add", "x@example.com", "--company", "No")
    with database.reading() as session:
        assert users.by_email(session, "x@example.com") is None


def test_unknown_commands_and_options_are_one_line(run):
    code, _, err = run("fly", data=False)
    assert (code, err.count("\n")) == (2, 1)
    assert err.startswith("flytower: argument COMMAND: invalid choice: 'fly'")
    code, _, err = run("serve", "--ephemeral")
    assert (code, err) == (2, "flytower serve: argument --data-dir: not allowed with argument --ephemeral\n")


def test_a_setting_that_can_not_be_is_one_line(run, monkeypatch):
    monkeypatch.setenv("FLYTOWER_PORT", "eighty")
    assert run("migrate") == (2, "", "flytower: FLYTOWER_PORT='eighty' is not of type int\n")


def test_migrate_is_done_once_and_again(run, database):
    for _ in range(2):
        assert run("migrate") == (0, "The database is at the newest migration.\n", "")
    assert database.is_at_head()


def test_wsdl_is_written_and_checked(run, tmp_path):
    directory = str(tmp_path / "wsdl")
    code, out, _ = run("wsdl", directory, data=False)
    assert (code, "files written" in out) == (0, True)
    assert run("wsdl", "--check", directory, data=False) == (0, "", "")
    changed = tmp_path / "wsdl" / "IpsApi-2014-04-03.wsdl"
    changed.write_bytes(changed.read_bytes() + b" ")
    code, _, err = run("wsdl", "--check", directory, data=False)
    assert (code, err) == (1, f"{changed} is not what `flytower wsdl` writes\n")


def test_settings_are_a_table(run, tmp_path):
    code, out, _ = run("settings", data=False)
    assert code == 0
    assert "| `FLYTOWER_PORT` | `8070` | Port the server listens on; 0 picks a free one and prints it. |" in out
    page = tmp_path / "configuration.md"
    page.write_text(f"# Configuration\n\n{out}\nMore.\n")
    assert run("settings", "--check", str(page), data=False)[0] == 0
    page.write_text("nothing")
    assert run("settings", "--check", str(page), data=False)[::2] == (
        1,
        f"{page} lacks the table that `flytower settings` prints\n",
    )


def test_doctor(run, tmp_path):
    code, out, _ = run("doctor")
    assert (code, "FAILED" in out) == (0, False)
    assert "rendering: a gradient became image/jpeg of 64 x 64 pixels" in out


def test_doctor_finds_what_is_wrong(run, tmp_path, monkeypatch):
    (tmp_path / "flytower.sqlite3").write_text("no database" * 100)
    monkeypatch.setenv("FLYTOWER_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("FLYTOWER_SMTP_PORT", "1")
    code, out, _ = run("doctor")
    assert code == 1
    assert "FAILED database: DatabaseError" in out
    assert "FAILED mail server: ConnectionRefusedError" in out


def test_version(run):
    assert re.fullmatch(r"flytower \d+\.\d+\.\d+\n", run("version", data=False)[1])
