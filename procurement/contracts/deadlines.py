"""By when what follows an award has to be done, for calendars."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from marketplace.feeds import Deadline

from ..domain.lifecycle import State
from .models import Engagement
from .presentation.board import running
from .presentation.rows import service_url
from .presentation.sides import with_parts


def deadlines(kind: str, thing, at: datetime) -> Iterable[Deadline]:
    """Return what the running services of a notice, an owner or an agency have to keep to."""
    narrow = {"notice": "notice", "owner": "notice__owner", "agency": "agency"}
    if kind not in narrow:
        return
    is_public = kind == "notice"
    for engagement in _running(at, **{narrow[kind]: thing}):
        yield from _of(engagement, url=_url(engagement, is_public))


def _running(at: datetime, **whose) -> QuerySet[Engagement]:
    return with_parts(running(at).filter(**whose)).order_by("pk")


def _url(engagement: Engagement, is_public: bool) -> str:
    return engagement.notice.get_absolute_url() if is_public else service_url(engagement)


def _of(engagement: Engagement, *, url: str) -> Iterable[Deadline]:
    """Return the deadlines that run now; each step of a service has its own."""
    notice = engagement.notice
    found = {
        State.AWARDED: [
            ("confirm", _("The agency confirms the award"), engagement.confirm_by),
            ("publicity", _("End of the publicity of the result"), engagement.publicity_ends_at),
        ],
        State.CONFIRMED: [("sign", _("The contract is signed"), engagement.sign_by)],
        State.IN_SERVICE: [("due", _("The agency delivers"), _due(engagement))],
        State.DELIVERED: [("check", _("The owner accepts or returns"), engagement.check_by)],
    }.get(State(notice.state), [])
    for name, label, end in found:
        if end is not None:
            yield Deadline(
                key=f"{notice.public_id}-{engagement.rank}-{name}",
                label=label,
                thing=notice.title,
                end=end,
                url=url,
                stream=notice.stream,
            )


def _due(engagement: Engagement):
    """Return the day that was fixed; none while the clock stands, for nobody knows it."""
    is_paused = any(each.resumed_at is None for each in engagement.pauses.all())
    return None if is_paused else engagement.fixed_on
