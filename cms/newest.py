"""What editors published last, for the home page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .mixins import guides_in, news_in, scenarios_in

NEWS, GUIDES = 3, 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A page with its kind in a word and the day that it is of."""

    page: object
    kind: str | Promise
    on: date | None


def newest_in(language: str) -> dict:
    """Return the newest news and guides of a language and its scenarios; empty without any."""
    news = [Piece(page, page.get_kind_display(), page.on) for page in news_in(language, NEWS)]
    guides = [
        Piece(page, _("Service guide"), _day(page.last_published_at))
        for page in guides_in(language, GUIDES)
    ]
    scenarios = scenarios_in(language)
    if not (news or guides or scenarios):
        return {}
    return {"pieces": [*news, *guides], "scenarios": scenarios}


def _day(at) -> date | None:
    return timezone.localdate(at) if at else None
