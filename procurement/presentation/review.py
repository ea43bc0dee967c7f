"""A draft as it will be published: the same words and tables as on the notice's page."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marketplace.calendar import (
    end_of_working_day,
    of_hall,
    unpublished_warning,
    unpublished_years,
)
from marketplace.models import HallRules
from marketplace.notation import moment

from ..eligibility import goes_through_review, review_deadline
from ..models import Notice
from ..outlook import needed_by
from .bundles import bundle_of
from .conditions import conditions, mode_facts
from .dialogue import papers_of
from .mode_words import ModeWords, mode_words
from .page import line_facts
from .rows import engagement_days


def draft_page(notice: Notice, rules: HallRules, *, at: datetime) -> dict:
    """Return what the page of the notice will show, and what happens once it is published."""
    mode = mode_words(notice.mode_key)
    closes_at = (
        notice.closes_at
        if mode.is_competitive
        else end_of_working_day(at, rules.acceptance_days, of_hall(notice.hall))
    )
    needed = needed_by(notice, rules, is_competitive=mode.is_competitive)
    return {
        "mode": mode,
        "closes_at": closes_at,
        "days": engagement_days(notice.lines.all(), in_sequence=notice.lines_in_sequence),
        "lines": [line_facts(line) for line in notice.lines.all()],
        "bundle": bundle_of(line.item for line in notice.lines.all()),
        "conditions": conditions(notice),
        "mode_facts": mode_facts(notice),
        "papers": papers_of(notice),
        "review_by": _review_by(notice, rules, at=at),
        "calendar_warning": _calendar_warning(at, _review_by(notice, rules, at=at), closes_at),
        "steps": [
            *_beginning(notice, _review_by(notice, rules, at=at)),
            *_steps(mode, closes_at, needed),
        ],
    }


def _calendar_warning(at: datetime, *ends: datetime | None) -> str:
    """Return that a year was counted whose holidays nobody knows yet, where that is so."""
    last = max(end for end in (at, *ends) if end)
    return unpublished_warning(unpublished_years(timezone.localdate(at), timezone.localdate(last)))


def _review_by(notice: Notice, rules: HallRules, *, at: datetime) -> datetime | None:
    if notice.is_in_review():
        return notice.review_by
    if goes_through_review(notice, rules):
        return review_deadline(notice, rules, at=at)
    return None


def _beginning(notice: Notice, review_by: datetime | None) -> list[dict]:
    published = _("Everybody can read the notice, and its terms are fixed.")
    if review_by is None:
        return [_step(_("You publish"), published, status="now")]
    is_read = notice.is_in_review()
    until = _("Until %(close)s") % {"close": moment(review_by)}
    reading = _("A reviewer of the hall publishes the notice, or returns it with a reason.")
    return [
        _step(_("You hand it in"), "", status="done" if is_read else "now"),
        _step(_("Review"), reading, until, status="now" if is_read else ""),
        _step(_("Publication"), published),
    ]


def _steps(mode: ModeWords, closes_at: datetime, needed: int) -> list[dict]:
    return [
        _answers(mode, closes_at),
        _step(
            _("Close"),
            _("Who qualifies is checked again, and the candidates are published."),
            _("within a minute"),
        ),
        _choice(mode),
        _step(_("Result"), _too_few(needed), _("on the page of the notice")),
    ]


def _step(title: str, text: str, meta: str = "", *, status: str = "") -> dict:
    return {"title": title, "text": text, "meta": meta, "status": status}


def _answers(mode: ModeWords, closes_at: datetime) -> dict:
    until = _("Until %(close)s") % {"close": moment(closes_at)}
    if not mode.is_competitive:
        return _step(_("Acceptance"), _("The agency invited accepts, or the notice fails."), until)
    if mode.asks_price:
        return _step(_("Quotes"), _("Hidden from everybody, from you too, until the close."), until)
    return _step(_("Answers"), _("How many answer stays secret until the close."), until)


def _choice(mode: ModeWords) -> dict:
    if not mode.is_competitive:
        return _step(_("Selection"), _("The acceptance is the one answer."))
    return _step(_("Selection"), str(mode.explanation), _("in the minutes after the close"))


def _too_few(needed: int) -> str:
    return ngettext(
        "The whole ranking is published. With fewer than %(count)d valid answer the notice "
        "fails, and you may publish it again.",
        "The whole ranking is published. With fewer than %(count)d valid answers the notice "
        "fails, and you may publish it again.",
        needed,
    ) % {"count": needed}
