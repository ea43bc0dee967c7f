"""What services under contract ask of those who watch over them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marketplace import notation
from marketplace.kernel.calendar import ONE_DAY
from marketplace.slots import Task

from ..models import Engagement, Extension
from ..permissions import may_watch
from .board import running, with_colour
from .sides import with_parts

PATIENCE = timedelta(days=3)  # with an owner who is asked for more days
MOST = 20
SERVICES = 60


def tasks(user, at: datetime) -> Iterable[Task]:
    """Return what is overdue: services, decisions on extensions, and answers of owners."""
    if not may_watch(user):
        return
    yield from _overdue(at)
    yield from _extensions(at)
    yield from _silent_owners(at)


def _overdue(at: datetime) -> Iterable[Task]:
    red = running(at).filter(colour="red", delivered_at=None)
    count, first = red.count(), red.order_by("fixed_on").values_list("fixed_on", flat=True).first()
    if count:
        yield Task(
            title=ngettext("%(count)d service is overdue", "%(count)d services are overdue", count)
            % {"count": count},
            lamp="stop",
            state=_("Services under contract"),
            text=_("The longest since %(day)s. Ask both sides, or let the regulator know.")
            % {"day": notation.day(first)},
            action=_("See them on the board"),
            url=f"{reverse('contracts:board')}?lamp=red",
            order=SERVICES,
            count=count,
            since=_begin(first),
            kind="services.overdue",
        )


def _extensions(at: datetime) -> Iterable[Task]:
    """Return questions that an owner leaves open: for days, or although the service falls due."""
    asked = Extension.objects.filter(granted=None, engagement__fallen_at=None)
    engagements = with_colour(Engagement.objects.filter(extensions__in=asked), at)
    waiting = engagements.annotate(asked_at=F("extensions__asked_at")).filter(
        Q(extensions__asked_at__lte=at - PATIENCE) | Q(fixed_on__lte=timezone.localdate(at)),
        extensions__granted=None,
    )
    for engagement in with_parts(waiting).order_by("asked_at", "pk")[:MOST]:
        yield Task(
            title=engagement.notice.title,
            lamp="warn",
            state=_("Extensions that nobody decides on"),
            text=_("%(agency)s asks %(owner)s for more days and has no answer.")
            % {"agency": engagement.agency.name, "owner": engagement.notice.owner.name},
            action=_("Open the service"),
            url=reverse("contracts:service", args=[engagement.notice.public_id]),
            order=SERVICES + 1,
            since=engagement.asked_at,
            kind="services.undecided",
        )


def _silent_owners(at: datetime) -> Iterable[Task]:
    late = with_parts(Engagement.objects.overdue_for_owner(at))
    for engagement in late.order_by("pk")[:MOST]:
        is_delivered = engagement.delivered_at is not None
        yield Task(
            title=engagement.notice.title,
            lamp="stop",
            state=_("Owners who are late"),
            text=(
                _("%(owner)s has not answered the deliverable.")
                if is_delivered
                else _("%(owner)s has not handed the signed contract in.")
            )
            % {"owner": engagement.notice.owner.name},
            action=_("Open the service"),
            url=reverse("contracts:service", args=[engagement.notice.public_id]),
            order=SERVICES + 2,
            due_at=engagement.check_by if is_delivered else engagement.sign_by,
            kind="services.silent_owner",
        )


def _begin(on) -> datetime:
    """Return 24:00 of a day: the moment from which a service is late."""
    end = datetime.combine(on + ONE_DAY, time.min)
    return timezone.make_aware(end, timezone.get_default_timezone())
