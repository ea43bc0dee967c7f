"""Writing what a project type is made of, inside the load of a catalogue."""

from __future__ import annotations

from ..data.project_types import ChartParts
from ..models import (
    ApprovalItem,
    Department,
    ProjectStage,
    ProjectType,
    PublicService,
    ServiceItem,
)


def write_project_type_parts(project_type: ProjectType, parts: ChartParts) -> None:
    """Make a project type consist of these parts: known ones change, others come and go."""
    for part in parts.stages:
        ProjectStage.objects.update_or_create(
            project_type=project_type,
            stage=part.stage,
            defaults={"target_days": part.target_days},
        )
    kept = [part.stage for part in parts.stages]
    ProjectStage.objects.filter(project_type=project_type).exclude(stage__in=kept).delete()
    _write_approvals(project_type, parts)
    _write_services(project_type, parts)


def _write_approvals(project_type: ProjectType, parts: ChartParts) -> None:
    departments = Department.objects.in_bulk(field_name="code")
    items = ServiceItem.objects.in_bulk(
        {code for part in parts.approvals for code in part.items}, field_name="code"
    )
    there = ApprovalItem.objects.filter(project_type=project_type).order_by("pk")
    before = {(each.stage, each.name_zh): each for each in there}
    for place, part in enumerate(parts.approvals):
        approval = before.pop((part.stage, part.name_zh), None) or ApprovalItem(
            project_type=project_type, stage=part.stage, name_zh=part.name_zh
        )
        approval.name_en, approval.place = part.name_en, place
        approval.department = departments[part.department]
        approval.standard_days = part.standard_days
        approval.items.set([items[code] for code in part.items])
        approval.save()
    for left_out in before.values():
        left_out.delete()


def _write_services(project_type: ProjectType, parts: ChartParts) -> None:
    there = PublicService.objects.filter(project_type=project_type).order_by("pk")
    before = {(each.stage, each.name_zh): each for each in there}
    for place, part in enumerate(parts.services):
        service = before.pop((part.stage, part.name_zh), None) or PublicService(
            project_type=project_type, stage=part.stage, name_zh=part.name_zh
        )
        service.name_en, service.place = part.name_en, place
        service.save()
    for left_out in before.values():
        left_out.delete()
