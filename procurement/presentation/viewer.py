"""What a notice means for the person who reads it: own answer, or what is missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.functional import Promise

from agencies.models import Agency
from marketplace.kernel.money import Money

from ..models import Notice, Response
from ..permissions import answering_agency_of, may_change
from ..qualification import Shortfall, shortfalls
from .outcome import EXCLUSIONS, own_place


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """An agency's own answer, which nobody else sees before the close."""

    notice: Notice
    price: Money | None
    days: list[tuple[object, int]]
    received_at: datetime
    withdrawn_at: datetime | None
    exclusion: str | Promise
    place: str = ""
    is_winner: bool = False


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who reads: a person's agency with its answer, the owner, or anybody."""

    agency: Agency | None = None
    answer: OwnAnswer | None = None
    missing: list[Shortfall] = field(default_factory=list)
    is_owner: bool = False
    is_anonymous: bool = False
    is_listed: bool = False

    @property
    def may_ask(self) -> bool:
        """Return whether the way to ask is shown: for strangers it leads to the sign-in."""
        return self.is_anonymous or self.is_listed

    @property
    def may_answer(self) -> bool:
        """Return whether the button to answer leads on: for strangers it leads to the sign-in."""
        if self.agency is None:
            return self.is_anonymous
        return self.answer is None and not self.missing


def viewer_of(user, notice: Notice, *, at: datetime) -> Viewer:
    """Return what the notice means for the user."""
    if not user.is_authenticated:
        return Viewer(is_anonymous=True)
    agency = answering_agency_of(user)
    is_owner = may_change(user, notice)
    if agency is None:
        return Viewer(is_owner=is_owner)
    answer = standing_answer(notice, agency)
    missing = []
    if answer is None and notice.is_open(at):
        missing = shortfalls(agency, notice, on=timezone.localdate(at))
    is_listed = agency.is_listed() and notice.invited in (None, agency.public_id)
    return Viewer(agency, answer, missing, is_owner, is_listed=is_listed)


def standing_answer(notice: Notice, agency: Agency) -> OwnAnswer | None:
    """Return the agency's own answer to the notice, or None."""
    responses = notice.responses.standing().prefetch_related("promises__line__item")
    response = responses.filter(agency=agency).first()
    return response and own_answer(response, notice, agency)


def own_answer(response: Response, notice: Notice, agency: Agency) -> OwnAnswer:
    """Return an answer for the eyes of the agency that gave it."""
    promises = sorted(response.promises.all(), key=lambda promise: promise.line.place)
    award = getattr(notice, "award", None)
    return OwnAnswer(
        notice=notice,
        price=response.price,
        days=[(promise.line.item.name, promise.promised_days) for promise in promises],
        received_at=response.received_at,
        withdrawn_at=response.withdrawn_at,
        exclusion=EXCLUSIONS.get(response.exclusion, response.exclusion),
        place=own_place(award, agency) if award else "",
        is_winner=bool(award) and award.candidate == agency.public_id,
    )
