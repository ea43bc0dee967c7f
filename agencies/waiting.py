"""What waits on an agency's desk of its own entries: its application, and certificates that end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marketplace.notation import day as day_in_words
from marketplace.slots import Task

from .domain.lifecycle import AGENCY, State, Step
from .models import Agency, Credential
from .models.readiness import gaps

AHEAD, NEAR = timedelta(days=60), timedelta(days=30)
FIRST, SOON, LATER = 4, 30, 50


def tasks(agency: Agency, at: datetime) -> Iterable[Task]:
    """Return what the agency has to do about itself, each until it is done."""
    today = timezone.localdate(at)
    yield from _application(agency, today)
    if agency.state in (State.LISTED, State.SUSPENDED):
        yield from _certificates(agency, today)


def _application(agency: Agency, today: date) -> Iterable[Task]:
    url = reverse("agencies:mine")
    if agency.state == State.SUSPENDED:
        yield Task(
            title=_("Your agency is suspended"),
            lamp="stop",
            state=agency.state_label,
            text=agency.state_reason,
            action=_("See what helps"),
            url=url,
            order=FIRST,
        )
    if not AGENCY.allows(agency.state, Step.SUBMIT):
        return
    missing = gaps(agency, on=today)
    count = ngettext("%(count)d thing is missing.", "%(count)d things are missing.", len(missing))
    told = count % {"count": len(missing)} if missing else _("Everything is there.")
    returned = agency.state == State.RETURNED
    yield Task(
        title=_("Your application was returned") if returned else _("Your application"),
        lamp="warn",
        state=agency.state_label,
        text=" ".join(filter(None, [agency.state_reason if returned else "", told])),
        action=_("Put it right") if missing or returned else _("Submit the application"),
        url=url,
        order=FIRST,
    )


def _certificates(agency: Agency, today: date) -> Iterable[Task]:
    held = list(agency.credentials.select_related("type", "grade").order_by("pk"))
    for each in held:
        first_without = each.first_day_without()
        if first_without is None or first_without > today + AHEAD or each.revoked_on is not None:
            continue
        if not _is_renewed(each, first_without, held):
            yield _certificate(each, first_without, today)


def _is_renewed(old: Credential, first_without: date, held: Iterable[Credential]) -> bool:
    """Return whether another certificate of the type, as good, goes on where this one ends."""
    return any(
        each.type_id == old.type_id
        and each.grade.rank <= old.grade.rank
        and each.is_valid_on(first_without)
        for each in held
        if each.pk != old.pk
    )


def _certificate(each: Credential, first_without: date, today: date) -> Task:
    left = first_without - today
    names = {
        "type": each.type.name,
        "grade": each.grade.name,
        "number": each.number,
        "day": day_in_words(first_without - timedelta(days=1)),
    }
    if left.days > 0:
        words = ngettext("%(days)d day left", "%(days)d days left", left.days)
        state, lamp = words % {"days": left.days}, "warn"
    else:
        state, lamp = _("Expired"), "stop"
    return Task(
        title=_("Renew: %(type)s, %(grade)s") % names,
        lamp=lamp,
        state=state,
        text=_(
            "Certificate %(number)s, last day %(day)s. From the next day on, notices that ask for "
            "it are closed to you; contracts go on. Enter the renewed one, or withdraw this one."
        )
        % names,
        action=_("Enter the renewed certificate"),
        url=f"{reverse('agencies:credentials')}?grade={each.grade_id}#enter",
        order=SOON if left <= NEAR else LATER,
    )
