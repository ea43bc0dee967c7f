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
            kind="agencies.suspended",
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
        kind="agencies.returned" if returned else "agencies.application",
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
    """Return what is to be done: renew it, or take off what nobody can renew any more."""
    left = first_without - today
    lamp, state = "stop", _("Expired")
    if left.days > 0:
        words = ngettext("%(days)d day left", "%(days)d days left", left.days)
        lamp, state = "warn", words % {"days": left.days}
    order = SOON if left <= NEAR else LATER
    if first_without == each.type.abolished_on:
        return _abolished(each, lamp, state if left.days > 0 else _("Abolished"), order)
    names = {
        "type": each.type.name,
        "grade": each.grade.name,
        "number": each.number,
        "day": day_in_words(first_without - timedelta(days=1)),
    }
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
        order=order,
        kind="agencies.certificate",
    )


def _abolished(each: Credential, lamp: str, state: str, order: int) -> Task:
    names = {
        "type": each.type.name,
        "number": each.number,
        "day": day_in_words(each.type.abolished_on),
    }
    text = _(
        "From %(day)s on this type is abolished: certificate %(number)s is worth nothing then, "
        "and nobody may ask you for one. Withdraw it."
    )
    return Task(
        title=_("Abolished: %(type)s") % names,
        lamp=lamp,
        state=state,
        text=" ".join(filter(None, [text % names, each.type.replacement])),
        action=_("Withdraw the certificate"),
        url=f"{reverse('agencies:credentials')}#credential-{each.pk}",
        order=order,
        kind="agencies.abolished",
    )
