"""What a request says of who sent it, before anybody has looked at whether it is true."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """One claim of identity. A request may carry several, of which one has to hold (wire fact A2).

    Attributes:
        user: mail address, or None beside an access token.
        password: in clear, as the wire has it; never shown by ``repr``.
        access_token: an alternative to user and password; never shown by ``repr``.
    """

    user: str | None = None
    password: str | None = field(default=None, repr=False)
    access_token: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """The program at the other end.

    Attributes:
        address: the peer's network address.
        locale: the language asked for, such as ``en-US`` (authHeader/locale, else Accept-Language), or empty.
    """

    address: str = ""
    locale: str = ""
