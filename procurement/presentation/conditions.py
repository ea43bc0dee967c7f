"""Who may answer a notice, condition by condition, in words."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from agencies.models import Agency
from marketplace.models import ServiceItem

from ..models import Notice, NoticeRequirement
from ..modes.base import Parameter
from ..modes.registry import modes
from ..qualification import asked_for


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: what it is about, what is asked, and which services ask for it."""

    name: str
    asked: str
    basis: str
    items: tuple[ServiceItem, ...] = ()


@dataclass(frozen=True, slots=True)
class ModeFact:
    """One thing that the owner told the mode, such as the agency invited."""

    label: object
    value: object
    agency: Agency | None = None


def conditions(notice: Notice) -> list[Condition]:
    """Return everything an agency must meet; all of it must hold when the notice closes."""
    return [
        Condition(
            _("Standing"),
            _("Listed here, and not suspended when the notice closes"),
            _("Rules of the supermarket"),
        ),
        *_services(notice),
        *_credentials(notice),
        Condition(
            _("Region"),
            _("No restriction: agencies from everywhere may answer"),
            _("No notice may ask where an agency is registered"),
        ),
    ]


def mode_facts(notice: Notice) -> list[ModeFact]:
    """Return what the owner told the mode; of a missing mode, the bare names and values."""
    mode = {mode.key: mode for mode in modes}.get(notice.mode_key)
    if mode is None:
        return [ModeFact(name, value) for name, value in sorted(notice.mode_params.items())]
    given = [each for each in mode.parameters if notice.mode_params.get(each.name)]
    return [_mode_fact(each, notice.mode_params[each.name]) for each in given]


def _mode_fact(parameter: Parameter, value: object) -> ModeFact:
    if parameter.kind == "agency":
        agency = Agency.objects.filter(public_id=value).select_related("organisation").first()
        return ModeFact(parameter.label, value, agency)
    return ModeFact(parameter.label, dict(parameter.choices).get(str(value), value))


def _services(notice: Notice) -> list[Condition]:
    return [
        Condition(
            _("Listed service"),
            _("Offers “%(item)s” at present") % {"item": line.item.name},
            _("Catalogue"),
            (line.item,),
        )
        for line in notice.lines.all()
    ]


def _credentials(notice: Notice) -> list[Condition]:
    groups = _groups(notice)
    items = {line.pk: line.item for line in notice.lines.all()}
    return [
        Condition(
            _credential_name(number, len(groups), several=len(group[0]) > 1),
            asked_for(group[0]),
            _("Catalogue") if group[0][0].line_id else _("Asked by the owner"),
            tuple(items[rows[0].line_id] for rows in group if rows[0].line_id),
        )
        for number, group in enumerate(groups, start=1)
    ]


def _groups(notice: Notice) -> list[list[list[NoticeRequirement]]]:
    """Return the groups of credentials, those that ask the same thing together."""
    rows = sorted(notice.requirements.all(), key=lambda row: (row.group, row.pk))
    same: dict[tuple, list] = {}
    for _number, group in groupby(rows, key=lambda row: row.group):
        asked = list(group)
        same.setdefault(tuple((row.type_id, row.min_grade_id) for row in asked), []).append(asked)
    return list(same.values())


def _credential_name(number: int, total: int, *, several: bool) -> str:
    values = {"number": number, "total": total}
    if several:
        if total == 1:
            return _("Credential, any one of these")
        return _("Credential %(number)d of %(total)d, any one of these") % values
    return _("Credential") if total == 1 else _("Credential %(number)d of %(total)d") % values
