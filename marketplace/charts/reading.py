"""A project type read as a chart: stages with approvals, items, public services, bundles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from ..kernel.refusal import Refusal
from ..models import ApprovalItem, Bundle, ProjectType, PublicService, ServiceItem
from ..models.project_type import ProjectTypeQuerySet
from ..purchasable import why_not_purchasable
from .bundling import TOGETHER, BundleNode, bundle_node, read_bundles
from .times import StageTime, stage_time


@dataclass(frozen=True, slots=True)
class ApprovalNode:
    """One approval, and the items that it rests on."""

    approval: ApprovalItem
    items: list[ServiceItem]


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One intermediary item of a stage: for what it is needed, and whether it can be bought."""

    item: ServiceItem
    approvals: list[ApprovalItem]
    barred: Refusal | None
    bundles: list[BundleNode] = field(default_factory=list)


@dataclass(frozen=True)
class StageChart:
    """One stage with its three lists."""

    number: int
    stage: str
    label: str
    target_days: int
    approvals: list[ApprovalNode]
    lines: list[ItemLine]
    services: list[PublicService]
    bundles: list[BundleNode]

    @property
    def items(self) -> list[ServiceItem]:
        return [line.item for line in self.lines]

    @cached_property
    def single_lines(self) -> list[ItemLine]:
        """Return the items that stand alone: no bundle that begins in this stage covers them."""
        covered = {item.pk for node in self.bundles for item in node.items}
        return [line for line in self.lines if line.item.pk not in covered]

    @cached_property
    def time(self) -> StageTime:
        return stage_time(self.items, target_days=self.target_days)


@dataclass(frozen=True)
class ProjectChart:
    """A project type with all that it needs, from the first stage to the last."""

    project_type: ProjectType
    stages: list[StageChart]
    bundles: list[BundleNode]

    @cached_property
    def items(self) -> list[ServiceItem]:
        """Return every intermediary item, each once."""
        found = {item.pk: item for stage in self.stages for item in stage.items}
        return list(found.values())

    @property
    def approvals(self) -> list[ApprovalNode]:
        return [node for stage in self.stages for node in stage.approvals]

    @property
    def services(self) -> list[PublicService]:
        return [service for stage in self.stages for service in stage.services]

    @property
    def target_days(self) -> int:
        """Return the working days that the hall takes for all its decisions."""
        return sum(stage.target_days for stage in self.stages)

    @property
    def least_days(self) -> int:
        """Return the working days where only what everybody needs is done."""
        return sum(stage.time.least for stage in self.stages)

    @property
    def most_days(self) -> int:
        """Return the working days where every conditional item is needed too."""
        return sum(stage.time.most for stage in self.stages)


def read_chart(project_type: ProjectType, *, on: date) -> ProjectChart:
    """Return the chart of a project type as the record stands, in a fixed number of queries."""
    return read_charts(ProjectType.objects.filter(pk=project_type.pk), on=on)[0]


def read_charts(project_types: ProjectTypeQuerySet, *, on: date) -> list[ProjectChart]:
    """Return the charts of several project types, in as many queries as for one."""
    bundles = list(read_bundles())
    return [_chart(each, bundles, on=on) for each in project_types.with_lists()]


def _chart(project_type: ProjectType, bundles: Iterable[Bundle], *, on: date) -> ProjectChart:
    approvals = project_type.approvals.all()
    wanted = {item.pk: item for each in approvals for item in each.items.all()}
    nodes = [bundle_node(each, on=on, wanted=wanted.values()) for each in bundles]
    together = [node for node in nodes if len(node.items) >= TOGETHER]
    order = ServiceItem.Stage.values
    told = sorted(project_type.stages.all(), key=lambda each: order.index(each.stage))
    drawn: set[int] = set()
    stages = [
        _stage(project_type, each, number, bundles=together, drawn=drawn, on=on)
        for number, each in enumerate(told, 1)
    ]
    return ProjectChart(project_type, stages, together)


def _stage(project_type, told, number: int, *, bundles, drawn: set[int], on: date) -> StageChart:
    nodes = [
        ApprovalNode(each, list(each.items.all()))
        for each in project_type.approvals.all()
        if each.stage == told.stage
    ]
    lines = _lines(nodes, bundles, on=on)
    here = {line.item.pk for line in lines}
    begins = [
        node
        for node in bundles
        if node.bundle.pk not in drawn and any(item.pk in here for item in node.items)
    ]
    drawn.update(node.bundle.pk for node in begins)
    return StageChart(
        number=number,
        stage=told.stage,
        label=str(told.get_stage_display()),
        target_days=told.target_days,
        approvals=nodes,
        lines=lines,
        services=[each for each in project_type.public_services.all() if each.stage == told.stage],
        bundles=begins,
    )


def _lines(
    nodes: Iterable[ApprovalNode], bundles: Sequence[BundleNode], *, on: date
) -> list[ItemLine]:
    rests: dict[int, list[ApprovalItem]] = {}
    items: dict[int, ServiceItem] = {}
    for node in nodes:
        for item in node.items:
            items.setdefault(item.pk, item)
            rests.setdefault(item.pk, []).append(node.approval)
    return [
        ItemLine(
            item=item,
            approvals=rests[key],
            barred=why_not_purchasable(item, on),
            bundles=[node for node in bundles if any(each.pk == key for each in node.items)],
        )
        for key, item in items.items()
    ]
