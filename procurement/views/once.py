"""What is sent twice is done once: a token in the form, remembered in the session."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.db import transaction

from marketplace import clock

KEY = "notices_begun"
REMEMBERED = 20
TOKEN_BYTES = 16


def new_token() -> str:
    """Return what a form carries to be recognised when it comes a second time."""
    return clock.fresh_bytes(TOKEN_BYTES).hex()


def claim(request, token: str) -> bool:
    """Return True for the first request with this token of this visitor, and for it alone.

    The user's row is held meanwhile, so that two clicks at one moment cannot both be first.
    """
    with transaction.atomic():
        _hold(request.user)
        stored = type(request.session)(request.session.session_key)
        known = stored.get(KEY, {})
        if token in known:
            return False
        stored[KEY] = dict([*known.items(), (token, "")][-REMEMBERED:])
        stored.save()
    request.session[KEY] = stored[KEY]
    return True


def _hold(user) -> None:
    get_user_model().objects.select_for_update().get(pk=user.pk)


def remember(request, token: str, outcome: str) -> None:
    """Note what came of the request that was first."""
    request.session[KEY] = {**request.session.get(KEY, {}), token: outcome}


def release(request, token: str) -> None:
    """Let the token be used again: nothing came of it."""
    known = request.session.get(KEY, {})
    request.session[KEY] = {each: known[each] for each in known if each != token}


def outcome_of(request, token: str) -> str:
    """Return what came of an earlier request with the token, or nothing while it still runs."""
    stored = type(request.session)(request.session.session_key)
    return stored.get(KEY, {}).get(token, "")
