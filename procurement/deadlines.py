"""Until when notices can be answered, read and reviewed, for calendars."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.feeds import Deadline

from .domain.lifecycle import State
from .models import Notice
from .qualification import answerable_by

PUBLIC_MOST = 500  # of all open notices, those that close first
SOONEST = 50  # of the notices that an agency may answer and has not


def deadlines(kind: str, thing, at: datetime) -> Iterable[Deadline]:
    """Return what the notices have to say; nothing of other things."""
    makers = {"notice": _notice, "notices": _notices, "owner": _owner, "agency": _agency}
    return makers[kind](thing, at) if kind in makers else ()


def _notice(notice: Notice, _at: datetime) -> Iterable[Deadline]:
    if notice.published_at is not None:
        yield _close(notice, _("Close of answers"))


def _notices(notices, at: datetime) -> Iterable[Deadline]:
    """Yield the closes of the notices that are open, and of those just called off."""
    found = notices.filter(_still_of_interest(at), closes_at__gt=at)
    soonest = found.order_by("closes_at", "pk").values_list("pk", flat=True)[:PUBLIC_MOST]
    for notice in Notice.objects.filter(pk__in=list(soonest)).for_list():
        yield _close(notice, _("Close of answers"))


def _owner(owner, at: datetime) -> Iterable[Deadline]:
    mine = Notice.objects.filter(owner=owner).for_list()
    for notice in mine.filter(_still_of_interest(at)):
        yield _close(notice, _("Close of answers"))
    for notice in mine.filter(state=State.IN_REVIEW.value):
        yield Deadline(
            key=f"{notice.public_id}-review",
            label=_("The reviewer answers"),
            thing=notice.title,
            end=notice.review_by,
            url=reverse("procurement:owner_desk"),
            stream=notice.stream,
        )


def _agency(agency, at: datetime) -> Iterable[Deadline]:
    mine = Notice.objects.filter(responses__agency=agency, responses__withdrawn_at=None)
    for notice in mine.filter(_still_of_interest(at)).for_list():
        yield _close(notice, _("Close; your answer is in"))
    may = Notice.objects.open_at(at).filter(answerable_by(agency, on=timezone.localdate(at)))
    may = may.exclude(pk__in=mine.values("pk")).for_list().order_by("closes_at", "pk")
    for notice in may[:SOONEST]:
        invited = notice.invited == agency.public_id
        yield _close(notice, _("Accept the invitation") if invited else _("You may answer"))


def _still_of_interest(at: datetime) -> Q:
    """Those that are open, and those that were called off before their close."""
    return Q(state=State.OPEN.value) | Q(
        state=State.CANCELLED.value, published_at__isnull=False, closes_at__gt=at
    )


def _close(notice: Notice, label) -> Deadline:
    return Deadline(
        key=f"{notice.public_id}-close",
        label=label,
        thing=notice.title,
        end=notice.closes_at,
        url=notice.get_absolute_url(),
        stream=notice.stream,
        text=_("An answer that arrives at this second or later is late."),
        is_cancelled=notice.state == State.CANCELLED,
    )
