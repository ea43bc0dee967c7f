"""Everything the page of one service shows to its two sides, the hall and the regulator."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from marketplace.documents.models import Document

from ..forms.deeds import DeedForm
from ..models import Engagement
from .clocks import Clocks
from .deadlines import until
from .deed_forms import FORMS
from .deeds import ALWAYS_OPEN, WORDS, Deed, Words, open_pause, open_question, possible
from .history import history
from .progress import progress
from .rows import service_row
from .sides import Side

PURPOSES = {
    "contract": lambda: _("Contract"),
    "papers": lambda: _("Papers for the agency"),
    "evidence": lambda: _("Evidence"),
    "deliverable": lambda: _("Deliverable"),
}
MAIN = (ALWAYS_OPEN - {Deed.DECLINE}) | {Deed.DELIVER, Deed.RESUME}


@dataclass(frozen=True, slots=True)
class Offer:
    """A deed that is possible now, with its form; the main one stands open."""

    deed: Deed
    words: Words
    form: DeedForm
    url: str
    note: str = ""
    is_open: bool = False


def service_page(
    engagement: Engagement,
    sides: Collection[Side],
    *,
    at: datetime,
    tried: Mapping[Deed, DeedForm] | None = None,
) -> dict:
    """Return what the page shows; ``tried`` has the form of a deed that was refused."""
    clock = Clocks(at).of(engagement)
    offers = _offers(engagement, sides, tried or {}, at=at)
    return {
        "engagement": engagement,
        "notice": engagement.notice,
        "row": service_row(engagement, clock, sides),
        "clock": clock,
        "steps": progress(engagement, clock),
        "main": offers[0] if offers and offers[0].is_open else None,
        "offers": [each for each in offers if not each.is_open or each is not offers[0]],
        "tried": next(iter((tried or {}).values()), None),
        "pause": open_pause(engagement),
        "pauses": engagement.pauses.all(),
        "extensions": engagement.extensions.all(),
        "deliveries": engagement.deliveries.all(),
        "papers": _papers(engagement),
        "history": history(engagement),
        "is_hall": Side.READER in sides,
    }


def deed_url(engagement: Engagement, deed: Deed) -> str:
    """Return the address to which a deed's form is sent."""
    return reverse(f"contracts:{deed.value}", args=[engagement.notice.public_id])


def _offers(engagement: Engagement, sides, tried: Mapping, *, at: datetime) -> list[Offer]:
    """Return the deeds with their forms: the one that was refused first, then the main one."""
    found = possible(engagement, sides)
    order = [deed for deed in found if deed in tried]
    order += [deed for deed in found if deed not in tried]
    main = next((deed for deed in order if deed in tried or deed in MAIN), None)
    return sorted(
        (
            Offer(
                deed=deed,
                words=WORDS[deed],
                form=tried.get(deed) or FORMS[deed](engagement=engagement, auto_id=f"{deed}_%s"),
                url=deed_url(engagement, deed),
                note=_note(engagement, deed, at),
                is_open=deed is main,
            )
            for deed in order
        ),
        key=lambda offer: not offer.is_open,
    )


def _note(engagement: Engagement, deed: Deed, at: datetime) -> str:
    """Return what somebody must know before this deed."""
    if deed is Deed.CONFIRM:
        return _("By %(end)s; otherwise the next agency follows.") % {
            "end": until(engagement.confirm_by)
        }
    if deed is Deed.CONTRACT and at < engagement.publicity_ends_at:
        return _("The result is publicised until %(end)s; sign and hand in after that.") % {
            "end": until(engagement.publicity_ends_at)
        }
    question = open_question(engagement) if deed is Deed.DECIDE else None
    if question is not None:
        return _("Asked for: %(days)d working days. %(reason)s") % {
            "days": question.days,
            "reason": question.reason,
        }
    return ""


def _papers(engagement: Engagement) -> list[tuple[str, Document]]:
    found = Document.objects.of(engagement.stream)
    return [(PURPOSES.get(each.purpose, lambda: "")(), each) for each in found]
