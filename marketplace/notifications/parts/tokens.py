"""The link in a mail that switches its topics off, without signing in."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth import get_user_model
from django.core import signing

SALT = "marketplace.notifications.off"


def token_for(user, keys: Sequence[str]) -> str:
    """Return a signed token: whoever has it may switch these topics' mails, and nothing else."""
    return signing.dumps([str(user.pk), list(keys)], salt=SALT)


def read_token(token: str):
    """Return the user and the keys of the topics; None for a token that was not made here."""
    try:
        pk, keys = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    user = get_user_model()._default_manager.filter(pk=pk).first()
    return (user, keys) if user else None
