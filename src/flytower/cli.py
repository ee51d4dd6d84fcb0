"""The command ``flytower``. Each command is a few lines; what it does lies in the rooms below."""

import argparse
import secrets
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from importlib.metadata import version
from pathlib import Path
from typing import Any, NoReturn

from flytower.config import PREFIX, SettingError, Settings
from flytower.contract.clock import system_clock
from flytower.contract.operation import Operation, Role

_OK, _FAILED, _MISUSED = 0, 1, 2
_DEMO_LOGINS = "admin@example.com or user@example.com, password demo (Demo Company)"


class CommandError(Exception):
    """A command can't be done as asked; the message says why in one line."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one line."""
        self.exit(_MISUSED, f"{self.prog}: {message}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code: 0, 1 when a check failed, 2 for anything wrong."""
    given = _parser().parse_args(arguments)
    try:
        return int(given.run(given))
    except (SettingError, CommandError) as wrong:
        print(f"flytower: {wrong}", file=sys.stderr)
        return _MISUSED
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="flytower", description="A server that stands in for the Image Production System.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for add in (_add_serve, _add_worker, _add_accounts, _add_checks):
        add(commands)
    return parser


def _command(commands: Any, name: str, run: Callable[[argparse.Namespace], int], meaning: str) -> Any:
    parser = commands.add_parser(name, help=meaning, description=meaning)
    parser.set_defaults(run=run)
    return parser


def _add_serve(commands: Any) -> None:
    parser = _command(commands, "serve", _serve, "Run the server: HTTP and executors, in one process tree.")
    parser.add_argument("--demo", action="store_const", const=True, help="create Demo Company with sample images")
    parser.add_argument("--host", help="address to listen on")
    parser.add_argument("--port", type=int, help="port to listen on; 0 picks a free one")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--data-dir", type=Path, help="directory of database and files")
    where.add_argument("--ephemeral", action="store_const", const=True, help="keep everything in a temporary directory")
    parser.add_argument("--workers", type=int, help="number of executors; 0 means one per core")


def _add_worker(commands: Any) -> None:
    parser = _command(commands, "worker", _worker, "Run executors only, beside a server on this or another host.")
    parser.add_argument("--data-dir", type=Path, help="directory of database and files")
    parser.add_argument("--workers", type=int, help="number of executors; 0 means one per core")
    migrate = _command(commands, "migrate", _migrate, "Bring the database to the newest migration.")
    migrate.add_argument("--data-dir", type=Path, help="directory of database and files")


def _add_accounts(commands: Any) -> None:
    company = commands.add_parser("company", help="Manage companies.").add_subparsers(required=True, metavar="COMMAND")
    add = _command(company, "add", _company_add, "Create a company.")
    add.add_argument("name")
    user = commands.add_parser("user", help="Manage users.").add_subparsers(required=True, metavar="COMMAND")
    add_user = _command(user, "add", _user_add, "Create a user, or make one a member of another company.")
    add_user.add_argument("email")
    add_user.add_argument("--company", required=True, help="name of the company")
    add_user.add_argument("--role", type=_role, default=Role.IPS_USER, metavar="ROLE", help=", ".join(Role))
    add_user.add_argument("--first-name", default="")
    add_user.add_argument("--last-name", default="")
    add_user.add_argument("--admin", action="store_true", help="administrates the whole server (IpsAdmin)")
    password = _command(user, "password", _user_password, "Give a user another password.")
    password.add_argument("email")
    for parser in (add_user, password):
        parser.add_argument("--password-stdin", action="store_true", help="read the password; else one is made up")
    for parser in (add, add_user, password):
        parser.add_argument("--data-dir", type=Path, help="directory of database and files")


def _add_checks(commands: Any) -> None:
    wsdl = _command(commands, "wsdl", _wsdl, "Write the WSDL of every version into a directory.")
    wsdl.add_argument("directory", nargs="?", type=Path, default=Path("wsdl"))
    wsdl.add_argument("--check", action="store_true", help="write nothing; fail if the directory differs")
    doctor = _command(commands, "doctor", _doctor, "Check that this installation can work.")
    doctor.add_argument("--data-dir", type=Path, help="directory of database and files")
    settings = _command(commands, "settings", _settings, "Print every setting as a Markdown table.")
    settings.add_argument("--check", type=Path, metavar="FILE", help="print nothing; fail if the file lacks the table")
    _command(commands, "operations", _operations, "Print the operations of every API version as a Markdown table.")
    _command(commands, "commands", _commands, "Print the commands of Image Serving requests as a Markdown table.")
    _command(commands, "version", _version, "Print the version.")


def _load(given: argparse.Namespace) -> Settings:
    names = {one.name for one in fields(Settings)}
    return Settings.load(**{name: value for name, value in vars(given).items() if name in names})


def _load_lasting(given: argparse.Namespace) -> Settings:
    """Return the settings of a command that works beside a server, which must therefore keep what it has."""
    settings = _load(given)
    if settings.ephemeral:
        raise CommandError(f"{PREFIX}EPHEMERAL is set: only `flytower serve` can be ephemeral")
    return settings


def _serve(given: argparse.Namespace) -> int:
    from flytower import launcher  # noqa: PLC0415  only what a command needs is loaded

    try:
        launcher.run(_load(given), _announce)
    except launcher.StartError as wrong:
        raise CommandError(str(wrong)) from None
    return _OK


def _announce(settings: Settings) -> None:
    base = settings.resolved_public_url
    print(f"Flytower {version('flytower')} is ready: {base}")
    print(f"WSDL: {base}/scene7/webservice/IpsApi-2014-04-03.wsdl")
    if settings.demo:
        print(f"Logins: {_DEMO_LOGINS}")
    sys.stdout.flush()


def _worker(given: argparse.Namespace) -> int:
    from flytower import launcher  # noqa: PLC0415

    try:
        launcher.run_workers(_load_lasting(given))
    except launcher.StartError as wrong:
        raise CommandError(str(wrong)) from None
    return _OK


def _migrate(given: argparse.Namespace) -> int:
    from flytower.jobs.preparation import prepare  # noqa: PLC0415

    prepare(_load_lasting(given))
    print("The database is at the newest migration.")
    return _OK


@contextmanager
def _transaction(given: argparse.Namespace) -> Iterator[Any]:
    """Give a transaction on the migrated database; what the model refuses becomes the command's error."""
    from flytower.jobs.preparation import prepare  # noqa: PLC0415
    from flytower.model.database import Database  # noqa: PLC0415

    settings = _load_lasting(given)
    prepare(settings)
    database = Database(settings.resolved_database_url)
    try:
        with database.transaction() as session:
            yield session
    except ValueError as wrong:
        raise CommandError(str(wrong)) from None
    finally:
        database.dispose()


def _company_add(given: argparse.Namespace) -> int:
    from flytower.model import companies  # noqa: PLC0415

    with _transaction(given) as session:
        company = companies.create(session, given.name, system_clock())
    print(f"Company '{company.name}' ({companies.handle_of(company.id)}) has the root folder {company.root_path}")
    return _OK


def _user_add(given: argparse.Namespace) -> int:
    from flytower.model import companies, users  # noqa: PLC0415

    password, told = "", ""
    with _transaction(given) as session:
        company = companies.by_name(session, given.company)
        if company is None:
            raise CommandError(f"there is no company '{given.company}'")
        user = users.by_email(session, given.email)
        if user is None:
            password, told = _password(given)
            new = users.NewUser(
                email=given.email,
                password=password,
                first_name=given.first_name,
                last_name=given.last_name,
                is_ips_admin=given.admin,
            )
            user = users.create(session, new, system_clock())
        elif given.admin:
            raise CommandError(f"user '{user.email}' exists already; --admin is for new users")
        users.join(session, company.id, user.id, given.role)
    print(f"User '{user.email}' is {given.role} in company '{company.name}'{told}")
    return _OK


def _user_password(given: argparse.Namespace) -> int:
    from flytower.model import users  # noqa: PLC0415

    with _transaction(given) as session:
        user = users.by_email(session, given.email)
        if user is None:
            raise CommandError(f"there is no user '{given.email}'")
        password, told = _password(given)
        users.set_password(user, password)
    print(f"User '{user.email}' has another password{told}")
    return _OK


def _password(given: argparse.Namespace) -> tuple[str, str]:
    """Return the password read from standard input, or one made up and the words that show it this once."""
    if given.password_stdin:
        return sys.stdin.readline().rstrip("\n"), ""
    password = secrets.token_urlsafe(12)
    return password, f"; the password, shown only now: {password}"


def _role(text: str) -> Role:
    try:
        return Role(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is none of {', '.join(Role)}") from None


def _wsdl(given: argparse.Namespace) -> int:
    from flytower import operations  # noqa: F401, PLC0415  declares every operation
    from flytower.contract.operation import OPERATIONS  # noqa: PLC0415
    from flytower.soap.wsdl import wsdl_files  # noqa: PLC0415

    files = wsdl_files(OPERATIONS)
    if given.check:
        return _compare(given.directory, files)
    given.directory.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (given.directory / name).write_bytes(content)
    print(f"{len(files)} files written to {given.directory}")
    return _OK


def _compare(directory: Path, files: dict[str, bytes]) -> int:
    present = {path.name: path.read_bytes() for path in directory.glob("*.wsdl")}
    different = sorted(name for name in files.keys() | present.keys() if files.get(name) != present.get(name))
    for name in different:
        print(f"{directory / name} is not what `flytower wsdl` writes", file=sys.stderr)
    return _FAILED if different else _OK


def _doctor(given: argparse.Namespace) -> int:
    from flytower.jobs.selfcheck import findings  # noqa: PLC0415

    well = True
    for finding in findings(_load(given)):
        print(f"{'ok    ' if finding.ok else 'FAILED'} {finding.name}: {finding.detail}")
        well = well and finding.ok
    return _OK if well else _FAILED


def _settings(given: argparse.Namespace) -> int:
    table = settings_table()
    if given.check is None:
        print(table, end="")
        return _OK
    if table in given.check.read_text(encoding="utf-8"):
        return _OK
    print(f"{given.check} lacks the table that `flytower settings` prints", file=sys.stderr)
    return _FAILED


def settings_table() -> str:
    """Return every setting as a Markdown table."""
    lines = ["| Variable | Default | Meaning |", "| --- | --- | --- |"]
    for one in fields(Settings):
        default = "" if one.default in (None, "") else f"`{one.default}`"
        lines.append(f"| `{PREFIX}{one.name.upper()}` | {default} | {one.metadata['meaning']} |")
    return "\n".join(lines) + "\n"


def _operations(_given: argparse.Namespace) -> int:
    print(operations_table(), end="")
    return _OK


def operations_table() -> str:
    """Return every operation as a Markdown table: what each does, how much of it is done, when, for whom."""
    from flytower.contract.version import VERSIONS  # noqa: PLC0415
    from flytower.operations import load  # noqa: PLC0415

    lines = [
        f"| Operation | What it does | State | {' | '.join(map(str, VERSIONS))} | Roles |",
        "| --- " * (len(VERSIONS) + 4) + "|",
    ]
    for name, one in sorted(load().items()):
        versions = " | ".join("yes" if one.lives_in(version) else "-" for version in VERSIONS)
        lines.append(f"| `{name}` | {one.meaning} | {_state(one)} | {versions} | {_roles(one.roles)} |")
    return "\n".join(lines) + "\n"


def _state(one: Operation) -> str:
    if not one.written:
        return "not implemented"
    return f"partial: {one.missing}" if one.missing else "real"


def _roles(roles: frozenset[Role]) -> str:
    """Name these roles the short way; an IpsAdmin may call everything."""
    missing = [role for role in Role if role not in roles and role is not Role.IPS_ADMIN]
    if not missing:
        return "all"
    if len(missing) < len(roles):
        return f"all but {', '.join(missing)}"
    return ", ".join(role for role in Role if role in roles)


def _commands(_given: argparse.Namespace) -> int:
    from flytower.imaging.command_docs import commands_table  # noqa: PLC0415

    print(commands_table(), end="")
    return _OK


def _version(_given: argparse.Namespace) -> int:
    print(f"flytower {version('flytower')}")
    return _OK


if __name__ == "__main__":
    sys.exit(main())
