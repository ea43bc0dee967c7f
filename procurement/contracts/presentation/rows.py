"""Services as rows of a list: the lamp, the state, and what is due next."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from marketplace.notation import day

from ...domain.lifecycle import State
from ...models import Notice
from ..models import Engagement
from .clocks import Clocks
from .deadlines import until
from .deeds import WORDS, Deed, open_pause, open_question, waits_for
from .lamps import PAUSED, WAITING, ServiceLamp, lamp_of
from .sides import Side

ORDER = ("red", "yellow", "green", PAUSED, WAITING)


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """One service in a list; ``waits_for`` is what the reader's own side has to do."""

    engagement: Engagement
    lamp: ServiceLamp | None
    next: str
    waits_for: Deed | None = None
    saved_days: int | None = None

    @property
    def notice(self) -> Notice:
        return self.engagement.notice

    @property
    def title(self) -> str:
        return self.notice.title

    @property
    def url(self) -> str:
        return service_url(self.engagement)

    @property
    def state(self) -> str | Promise:
        return _("Fell away") if self.engagement.fallen_at else self.notice.state_label

    @property
    def colour(self) -> str:
        return self.lamp.colour if self.lamp else WAITING

    @property
    def action(self) -> str | Promise:
        return WORDS[self.waits_for].title if self.waits_for else ""

    @property
    def rank(self) -> tuple:
        """Return what rows are sorted by: red first, and the nearest due day among equals."""
        due = self.lamp.due_on if self.lamp else None
        return ORDER.index(self.colour), due is None, str(due), self.notice.public_id


def service_url(engagement: Engagement) -> str:
    """Return the address of a service's page."""
    return reverse("contracts:service", args=[engagement.notice.public_id])


def service_rows(
    engagements: Iterable[Engagement],
    *,
    at: datetime,
    sides: Callable[[Engagement], Collection[Side]] = lambda _each: (),
) -> list[ServiceRow]:
    """Return services fetched ``with_parts`` as rows, in the order in which they were given."""
    clocks = Clocks(at)
    return [service_row(each, clocks.of(each), sides(each)) for each in engagements]


def service_row(engagement: Engagement, clock, sides: Collection[Side] = ()) -> ServiceRow:
    """Return one service as a row."""
    return ServiceRow(
        engagement=engagement,
        lamp=lamp_of(engagement, clock),
        next=next_words(engagement, clock),
        waits_for=waits_for(engagement, sides),
        saved_days=clock.saved_days if clock else None,
    )


def next_words(engagement: Engagement, clock) -> str:
    """Return what happens next with a service and by when; nothing once it is over."""
    if engagement.fallen_at is not None or engagement.accepted_at is not None:
        return ""
    state = engagement.notice.state
    if state == State.AWARDED:
        return _("The agency confirms by %(end)s") % {"end": until(engagement.confirm_by)}
    if state == State.CONFIRMED and engagement.sign_by:
        return _("The contract is signed by %(end)s") % {"end": until(engagement.sign_by)}
    if state == State.CONTRACTED:
        return _("The owner hands the papers over")
    if state == State.DELIVERED and engagement.check_by:
        return _("The owner accepts or returns by %(end)s") % {"end": until(engagement.check_by)}
    return _in_service(engagement, clock) if state == State.IN_SERVICE else ""


def _in_service(engagement: Engagement, clock) -> str:
    pause, question = open_pause(engagement), open_question(engagement)
    if pause is not None:
        return _("Paused since %(day)s: %(reason)s") % {
            "day": day(pause.paused_at),
            "reason": pause.get_reason_display(),
        }
    if question is not None:
        return _("The owner decides on %(days)d more working days") % {"days": question.days}
    if clock is None or clock.due_on is None:
        return ""
    return _("The agency delivers by %(day)s") % {"day": day(clock.due_on)}
