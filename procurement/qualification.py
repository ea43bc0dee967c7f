"""Who may answer a notice, and what exactly is missing where an agency may not.

``qualified_agencies`` decides; ``shortfalls`` explains. They agree, and a test holds them to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from agencies.domain.requirement import Alternative, Requirement
from agencies.models import Agency

from .models import Notice, NoticeRequirement


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One thing that keeps an agency from answering, and what would help."""

    code: str
    message: str
    next_step: str


def requirements_of(notice: Notice) -> tuple[Requirement, ...]:
    """Return what a candidate must hold: one alternative of every group."""
    return required_by(notice.requirements.all())


def required_by(rows) -> tuple[Requirement, ...]:
    """Return what some rows of ``NoticeRequirement`` ask for together."""
    rows = rows.select_related("type", "min_grade").order_by("group", "pk")
    return tuple(
        Requirement(tuple(Alternative(row.type.code, row.min_grade.rank) for row in group))
        for _number, group in groupby(rows, key=lambda row: row.group)
    )


def qualified_agencies(notice: Notice, *, on: date):
    """Return the agencies that qualify for the notice on that day, as a queryset."""
    return Agency.objects.qualified_for(
        items=list(notice.lines.values_list("item_id", flat=True)),
        requirements=requirements_of(notice),
        on=on,
        avoiding=notice.avoidances.values_list("agency_id", flat=True),
    )


def asked_for(alternatives: Iterable[NoticeRequirement]) -> str:
    """Return credentials of which one is enough, as a phrase."""
    return _(" or ").join(_at_grade(row) for row in alternatives)


def shortfalls(agency: Agency, notice: Notice, *, on: date) -> list[Shortfall]:
    """Return everything the agency lacks for the notice on that day; empty if it qualifies.

    It asks only ``all()`` of each relation, so a list that has prefetched them asks nothing.
    """
    found = [
        *_state(agency),
        *_avoided(agency, notice),
        *_services(agency, notice),
        *_credentials(agency, notice, on),
        *_invitation(agency, notice),
    ]
    return list(dict.fromkeys(found))  # two services may ask for one credential


def _at_grade(row: NoticeRequirement) -> str:
    names = {"type": row.type.name, "grade": row.min_grade.name}
    if row.min_grade.rank == 1:
        return _("%(type)s, %(grade)s") % names
    return _("%(type)s, %(grade)s or better") % names


def _state(agency: Agency) -> list[Shortfall]:
    if agency.is_listed():
        return []
    return [
        Shortfall(
            "agency.not_listed",
            _("Your agency is “%(state)s”.") % {"state": agency.state_label},
            _("Only listed agencies may answer. See your agency's page for what to do."),
        )
    ]


def _avoided(agency: Agency, notice: Notice) -> list[Shortfall]:
    reasons = {each.agency_id: each.reason for each in notice.avoidances.all()}
    if agency.pk not in reasons:
        return []
    return [
        Shortfall(
            "agency.avoided",
            _("The owner has put you on the avoidance list: %(reason)s")
            % {"reason": reasons[agency.pk]},
            _("If the reason is wrong, call the telephone for complaints on the notice."),
        )
    ]


def _services(agency: Agency, notice: Notice) -> list[Shortfall]:
    offered = {each.item_id for each in agency.services.all() if each.is_active}
    return [
        Shortfall(
            "service.not_listed",
            _("You do not offer “%(item)s” at present.") % {"item": line.item.name},
            _("List the service with a price and your working days."),
        )
        for line in notice.lines.all()
        if line.item_id not in offered
    ]


def _credentials(agency: Agency, notice: Notice, on: date) -> list[Shortfall]:
    valid = [each for each in agency.credentials.all() if each.is_valid_on(on)]
    held = [(each.type.code, each.grade.rank) for each in valid]
    rows = sorted(notice.requirements.all(), key=lambda row: (row.group, row.pk))
    missing = []
    for _number, group in groupby(rows, key=lambda row: row.group):
        alternatives = list(group)
        needed = Requirement(
            tuple(Alternative(row.type.code, row.min_grade.rank) for row in alternatives)
        )
        if needed.is_met_by(held):
            continue
        missing.append(
            Shortfall(
                "credential.missing",
                _("You hold no credential that is valid on the day: %(names)s.")
                % {"names": asked_for(alternatives)},
                _("Enter the certificate, or renew it if it has expired."),
            )
        )
    return missing


def _invitation(agency: Agency, notice: Notice) -> list[Shortfall]:
    if notice.invited in (None, agency.public_id):
        return []
    return [
        Shortfall(
            "invitation.other",
            _("Another agency is invited to this notice."),
            _("Look for notices that are open to all qualified agencies."),
        )
    ]
