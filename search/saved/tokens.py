"""The link in a mail that ends the messages of one saved search, without signing in."""

from __future__ import annotations

from django.core import signing

SALT = "search.saved.off"


def token_for(search: str) -> str:
    """Return a signed token: whoever has it may switch this search's messages, nothing else."""
    return signing.dumps(search, salt=SALT)


def read_token(token: str) -> str | None:
    """Return the search; None for a token that was not made here."""
    try:
        return signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
