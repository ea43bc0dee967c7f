"""Who may answer a notice, and what exactly is missing where an agency may not.

``qualified_agencies`` decides for a notice, ``answerable_by`` is the same rule read from the
agency's side, for lists; ``shortfalls`` explains. They agree, and a test holds them to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from agencies.domain.requirement import Alternative, Requirement
from agencies.models import Agency, Credential
from marketplace.notation import day as day_in_words

from .models import Avoidance, Notice, NoticeLine, NoticeRequirement
from .modes.registry import modes


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One thing that keeps an agency from answering, and what would help.

    ``subject`` is the key of the item, or of the grade, with which the help begins.
    """

    code: str
    message: str
    next_step: str
    subject: str = ""


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


def answerable_by(agency: Agency, *, on: date) -> Q:
    """Return which notices the agency qualifies for on that day and may answer.

    All of it is asked in the query of the list, however many notices there are.
    """
    if not agency.is_listed():
        return Q(pk__in=[])
    offered = agency.services.active().values("item")
    other_lines = NoticeLine.objects.filter(notice=OuterRef("pk")).exclude(item__in=offered)
    avoided = Avoidance.objects.filter(notice=OuterRef("pk"), agency=agency)
    return (
        ~Q(Exists(other_lines))
        & ~Q(Exists(_unmet(agency, on)))
        & ~Q(Exists(avoided))
        & _open_to(agency)
    )


def _unmet(agency: Agency, on: date) -> QuerySet[NoticeRequirement]:
    """Return what a notice requires in groups of which the agency holds nothing on that day."""
    held = Credential.objects.valid_on(on).filter(
        agency=agency, type=OuterRef("type"), grade__rank__lte=OuterRef("min_grade__rank")
    )
    alternatives = NoticeRequirement.objects.filter(
        Exists(held), notice=OuterRef("notice"), group=OuterRef("group")
    )
    return NoticeRequirement.objects.filter(~Exists(alternatives), notice=OuterRef("pk"))


def _open_to(agency: Agency) -> Q:
    """Say that a notice invites nobody, or this agency."""
    inviting = [
        (mode.key, each.name)
        for mode in modes
        if not mode.is_competitive
        for each in mode.parameters
        if each.kind == "agency"
    ]
    found = Q(mode_key__in={mode.key for mode in modes} - {key for key, _name in inviting})
    for key, name in inviting:
        found |= Q(**{"mode_key": key, f"mode_params__{name}": agency.public_id})
    return found


def lapses_before(agency: Agency, notice: Notice, *, on: date) -> list[str]:
    """Return what the agency holds today and will not hold on the later day, as sentences.

    It asks only ``all()`` of each relation, as ``shortfalls`` does.
    """
    return [each.message for each in dict.fromkeys(_credentials(agency, notice, on))]


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
            _("List “%(item)s” with a price and your working days.") % {"item": line.item.name},
            str(line.item_id),
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
                " ".join(
                    [
                        _("You hold no credential that is valid on the day: %(names)s.")
                        % {"names": asked_for(alternatives)},
                        *_why_not_valid(agency, alternatives, on),
                    ]
                ),
                _("Enter the certificate, or renew it if it has expired."),
                str(alternatives[0].min_grade_id),
            )
        )
    return missing


def _why_not_valid(
    agency: Agency, alternatives: list[NoticeRequirement], on: date
) -> Iterable[str]:
    """Say of every certificate of a type that is asked for why it does not count."""
    grades = {row.type_id: row.min_grade for row in alternatives}
    for each in agency.credentials.all():
        if each.type_id not in grades:
            continue
        names = {"type": each.type.name, "number": each.number, "grade": each.grade.name}
        first_without = each.first_day_without()
        if each.is_valid_on(on):
            yield _("Yours (%(number)s) is of the grade “%(grade)s”.") % names
        elif on < each.valid_from:
            names["day"] = day_in_words(each.valid_from)
            yield _("Yours (%(number)s) is valid from %(day)s on.") % names
        elif first_without is not None:
            names["day"] = day_in_words(first_without)
            yield _("Yours (%(number)s) is worth nothing since %(day)s.") % names


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
