"""A project type's stages, approvals, items and public services, as a file names them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from django.utils.translation import gettext as _

from ..models import ApprovalItem, ProjectStage, ProjectType, PublicService, ServiceItem
from .row import Row

Codes = Mapping[str, Collection[str]]


class StagePart(NamedTuple):
    """One stage, with the working days in which it is decided."""

    stage: str
    target_days: int


class ApprovalPart(NamedTuple):
    """One approval, with the codes of the items that it rests on."""

    stage: str
    name_zh: str
    name_en: str
    department: str
    standard_days: int
    items: tuple[str, ...]


class ServicePart(NamedTuple):
    """One public service."""

    stage: str
    name_zh: str
    name_en: str


class ChartParts(NamedTuple):
    """What a project type is made of, each list in its order."""

    stages: list[StagePart]
    approvals: list[ApprovalPart]
    services: list[ServicePart]


def project_type_of(row: Row, codes: Codes) -> tuple[dict[str, object], ChartParts]:
    """Return a project type's own columns and its parts."""
    columns = {
        "fund": row.one_of("fund", ProjectType.Fund.values),
        "fee_factors": _fee_factors(row),
        "retired_on": None,
    }
    parts = ChartParts([], [], [])
    for stage in row.rows("stages"):
        _read_stage(stage, parts, codes)
    if not parts.stages:
        row.wrong(_("at least one stage is needed"), "stages")
    parts.stages.sort(key=lambda part: _order(part.stage))
    return columns, parts


def parts_of(project_type: ProjectType) -> ChartParts:
    """Return what a project type in the database is made of, as a file would name it."""
    stages = ProjectStage.objects.filter(project_type=project_type)
    approvals = ApprovalItem.objects.filter(project_type=project_type)
    services = PublicService.objects.filter(project_type=project_type)
    return ChartParts(
        stages=sorted(
            (StagePart(each.stage, each.target_days) for each in stages),
            key=lambda part: _order(part.stage),
        ),
        approvals=[
            ApprovalPart(
                each.stage,
                each.name_zh,
                each.name_en,
                each.department.code,
                each.standard_days,
                tuple(sorted(item.code for item in each.items.all())),
            )
            for each in approvals.select_related("department").prefetch_related("items")
        ],
        services=[ServicePart(each.stage, each.name_zh, each.name_en) for each in services],
    )


def _read_stage(row: Row, parts: ChartParts, codes: Codes) -> None:
    stage = row.one_of("stage", ServiceItem.Stage.values)
    row.place = f"{row.place} {stage}".rstrip()
    if stage in (part.stage for part in parts.stages):
        row.wrong(_("this stage stands there already"), "stage")
    parts.stages.append(StagePart(stage, row.whole("target_working_days")))
    approvals = [_approval(each, stage, codes) for each in row.rows("approvals")]
    services = [
        ServicePart(stage, each.text("name_zh"), each.text("name_en"))
        for each in row.rows("public_services")
    ]
    for name, found in (("approvals", approvals), ("public_services", services)):
        _refuse_namesakes(row, name, [part.name_zh for part in found])
    _compare_items(row, {code for part in approvals for code in part.items})
    parts.approvals.extend(approvals)
    parts.services.extend(services)


def _approval(row: Row, stage: str, codes: Codes) -> ApprovalPart:
    items = row.texts("items")
    for code in items:
        if code not in codes["item"]:
            row.wrong(_("nothing has the code “%(code)s”") % {"code": code[:60]}, "items")
    return ApprovalPart(
        stage,
        row.text("name_zh"),
        row.text("name_en"),
        row.code_of("department", codes["department"]),
        row.whole("working_days"),
        tuple(sorted(set(items))),
    )


def _refuse_namesakes(row: Row, name: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for each in names:
        if each and each in seen:
            row.wrong(_("“%(name)s” stands there twice") % {"name": each[:60]}, name)
        seen.add(each)


def _compare_items(row: Row, attached: set[str]) -> None:
    """Refuse a stage whose own list of items is not that of its approvals.

    A service that no approval rests on is one that nobody may ask for.
    """
    if row.values.get("items") is None:
        return
    for code in sorted(set(row.texts("items")) ^ attached):
        said = _("“%(code)s” has to stand in the stage's list and under one of its approvals")
        row.wrong(said % {"code": code[:60]}, "items")


def _fee_factors(row: Row) -> dict[str, dict[str, str]]:
    if row.values.get("fee_factors") is None:
        return {}
    schedules = row.part("fee_factors")
    found = {}
    for schedule in schedules.values:
        factors = schedules.part(schedule)
        found[schedule] = {name: factors.text(name) for name in factors.values}
    return found


def _order(stage: str) -> int:
    known = ServiceItem.Stage.values
    return known.index(stage) if stage in known else len(known)
