"""Passwords: argon2 hashes, and a short memory of those that were verified."""

import hashlib
import hmac
import secrets
import threading
from collections import OrderedDict
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LONGEST_PASSWORD: Final = 1024
"""In characters; a longer one is wrong without being hashed."""

_HASHER: Final = PasswordHasher()
_DECOY: Final = "$argon2id$v=19$m=65536,t=3,p=4$FYbOcDzk0hdNldyYpceQtQ$0FPMyGOR9sFUSOL+W0bhIa7gbrY/A3jWvdeV3nSjWOM"
"""Hash of random text that nobody has, as costly to verify as any."""

_AT_ONCE: Final = threading.BoundedSemaphore(4)
"""An argon2 verification takes 64 MiB and 50 ms: a crowd of wrong passwords queues here."""

_MOST_REMEMBERED: Final = 10_000


def hash_password(password: str) -> str:
    """Return the argon2 hash to be stored. Raises ValueError for an empty or overlong password."""
    if not 0 < len(password) <= LONGEST_PASSWORD:
        raise ValueError(f"a password has 1 to {LONGEST_PASSWORD} characters")
    with _AT_ONCE:
        return _HASHER.hash(password)


class PasswordVerifier:
    """Verifies passwords, and remembers for a while which were right so that not every call pays for the hash.

    What is remembered is an HMAC under a key that only this process knows, beside the stored hash it matched: once the
    stored hash changes, the memory no longer fits and the password is verified anew.

    Attributes:
        seconds: how long to remember; 0 never.
    """

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        self._key = secrets.token_bytes(32)
        self._verified: OrderedDict[bytes, tuple[str, datetime]] = OrderedDict()
        self._lock = threading.Lock()

    def matches(self, stored_hash: str | None, email: str, password: str, now: datetime) -> bool:
        """Tell whether the password is the one that was hashed.

        With no stored hash (an unknown user) it takes as long and says no, so that time does not tell who exists.
        """
        if len(password) > LONGEST_PASSWORD:
            return False
        key = self._digest(email, password)
        if stored_hash is not None and self._remembers(key, stored_hash, now):
            return True
        right = _verify(stored_hash or _DECOY, password) and stored_hash is not None
        if right and stored_hash is not None and self.seconds:
            self._remember(key, stored_hash, now)
        return right

    def _digest(self, email: str, password: str) -> bytes:
        text = f"{len(email)}:{email}:{password}".encode("utf-8", "surrogatepass")
        return hmac.new(self._key, text, hashlib.sha256).digest()

    def _remembers(self, key: bytes, stored_hash: str, now: datetime) -> bool:
        with self._lock:
            found = self._verified.get(key)
        return found is not None and found[0] == stored_hash and now < found[1]

    def _remember(self, key: bytes, stored_hash: str, now: datetime) -> None:
        with self._lock:
            self._verified[key] = (stored_hash, now + timedelta(seconds=self.seconds))
            self._verified.move_to_end(key)
            if len(self._verified) > _MOST_REMEMBERED:
                self._verified.popitem(last=False)


@cache
def verifier_that_remembers(seconds: int) -> PasswordVerifier:
    """Return this process's verifier, so that all its callers share one memory."""
    return PasswordVerifier(seconds)


def _verify(stored_hash: str, password: str) -> bool:
    try:
        with _AT_ONCE:
            return _HASHER.verify(stored_hash, password)
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return False
