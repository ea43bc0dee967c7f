"""What the frame of every page needs to know."""

from django.db import DatabaseError
from django.utils.functional import SimpleLazyObject

from . import conf
from .theme import chosen_theme


def site(request) -> dict:
    """Return ``demo``, ``theme`` and ``hall``; the hall is asked for only where it is shown."""
    return {
        "demo": conf.is_demo(),
        "theme": chosen_theme(request),
        "hall": SimpleLazyObject(_hall),
    }


def _hall():
    """Return the hall, or None: the frame of an error page must do without a database."""
    from .models import Hall

    try:
        return Hall.objects.order_by("pk").first()
    except DatabaseError:
        return None
