"""What the frame of every page needs to know."""

from django.utils.functional import SimpleLazyObject

from . import conf
from .theme import chosen_theme


def site(request) -> dict:
    """Return ``demo``, ``theme`` and ``hall``; the hall is asked for only where it is shown."""
    return {
        "demo": conf.is_demo(),
        "theme": chosen_theme(request),
        "hall": SimpleLazyObject(lambda: _hall(request)),
    }


def _hall(request):
    from .models import Hall

    return Hall.objects.first()
