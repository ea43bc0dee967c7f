"""Blocks without a field of their own: they show the chart and the lists of a project type."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from marketplace.models import Bundle, ProjectType, ServiceItem

from .choosing import RowChooserBlock

TOGETHER = 2  # items of a bundle that a project must need before the bundle helps it


@dataclass(frozen=True, slots=True)
class ProjectStage:
    """What one stage of a project needs: approvals with their items, and free services."""

    stage: str
    label: str
    target_days: int
    approvals: list = field(default_factory=list)
    services: list = field(default_factory=list)

    @property
    def items(self) -> list[ServiceItem]:
        """Return the intermediary items of the stage, each once, in the order of approvals."""
        found = {item.pk: item for each in self.approvals for item in each["items"]}
        return list(found.values())


@dataclass(frozen=True)
class Project:
    """A project type with its three lists, read in a fixed number of queries."""

    type: ProjectType

    @cached_property
    def stages(self) -> list[ProjectStage]:
        order = ServiceItem.Stage.values
        told = sorted(self.type.stages.all(), key=lambda each: order.index(each.stage))
        return [
            ProjectStage(
                stage=each.stage,
                label=each.get_stage_display(),
                target_days=each.target_days,
                approvals=[
                    {"approval": approval, "items": _by_code(approval.items.all())}
                    for approval in self.type.approvals.all()
                    if approval.stage == each.stage
                ],
                services=[
                    service
                    for service in self.type.public_services.all()
                    if service.stage == each.stage
                ],
            )
            for each in told
        ]

    @property
    def items(self) -> list[ServiceItem]:
        """Return every item that the project may need, each once."""
        found = {item.pk: item for stage in self.stages for item in stage.items}
        return list(found.values())

    @property
    def approvals(self) -> int:
        return sum(len(stage.approvals) for stage in self.stages)

    @property
    def services(self) -> int:
        return sum(len(stage.services) for stage in self.stages)

    @property
    def target_days(self) -> int:
        return sum(stage.target_days for stage in self.stages)

    @property
    def bundles(self) -> list[tuple[Bundle, list[ServiceItem]]]:
        """Return the bundles that buy several of the project's items at once."""
        needed = {item.pk for item in self.items}
        found = Bundle.objects.order_by("code").prefetch_related("items")
        pairs = [
            (bundle, [item for item in _by_code(bundle.items.all()) if item.pk in needed])
            for bundle in found
        ]
        return [(bundle, items) for bundle, items in pairs if len(items) >= TOGETHER]


def project_of(page) -> Project | None:
    """Return the project of a page with its lists, read once for all blocks of the page."""
    if getattr(page, "project_type_id", None) is None:
        return None
    if not hasattr(page, "_project"):
        page._project = read_project(page.project_type_id)
    return page._project


def read_project(pk: int) -> Project:
    """Return a project type with its three lists."""
    return Project(ProjectType.objects.with_lists().get(pk=pk))


class OfProjectBlock(blocks.StaticBlock):
    """A block that reads the project type of the page on which it stands."""

    anchor = ""
    heading = ""

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        project = project_of(context.get("page"))
        own = {"title": self.heading, "id": self.anchor, "lead": "", "url": ""}
        return context | own | {"project": project}


class ProjectFiguresBlock(OfProjectBlock):
    """How much there is to do: stages, approvals, items, working days."""

    class Meta:
        icon = "decimal"
        label = _("Figures of the project type")
        admin_text = _("Counts stages, approvals, services and working days.")
        template = "cms/blocks/project_figures_block.html"


class ProjectChartBlock(OfProjectBlock):
    """The chart of the project type."""

    anchor, heading = "chart", _("The way of the project")

    class Meta:
        icon = "site"
        label = _("Chart of the project type")
        admin_text = _("Shows the stages with their approvals as a chart.")
        template = "cms/blocks/project_chart_block.html"


class ProjectStagesBlock(OfProjectBlock):
    """Stage by stage: which approvals there are, and which items each rests on."""

    anchor, heading = "stages", _("Stage by stage")

    class Meta:
        icon = "list-ol"
        label = _("Stages of the project type")
        admin_text = _("Lists approvals, services and free help of each stage.")
        template = "cms/blocks/project_stages_block.html"


class ProjectBundlesBlock(OfProjectBlock):
    """What can be bought together."""

    anchor, heading = "bundles", _("What can be bought together")

    class Meta:
        icon = "duplicate"
        label = _("Bundles for the project type")
        admin_text = _("Lists the bundles that buy several of the project's items at once.")
        template = "cms/blocks/project_bundles_block.html"


class ProjectTypeChooserBlock(RowChooserBlock):
    """A project type."""

    target_model = ProjectType

    def rows(self):
        return ProjectType.objects.for_list()


class ChartOfProjectBlock(blocks.StructBlock):
    """The chart of a project type that the editor chooses."""

    project_type = ProjectTypeChooserBlock(label=_("project type"))

    class Meta:
        icon = "site"
        label = _("Chart of a project type")
        template = "cms/blocks/chart_of_project_block.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        return context | {"project_type": value.get("project_type")}


def project_blocks() -> list[tuple[str, blocks.Block]]:
    """Return the blocks that read the page's project type, in the order of a first page."""
    return [
        ("project_figures", ProjectFiguresBlock()),
        ("project_chart", ProjectChartBlock()),
        ("project_stages", ProjectStagesBlock()),
        ("project_bundles", ProjectBundlesBlock()),
    ]


READ_FROM_THE_PROJECT = tuple(name for name, _block in project_blocks())


def project_contents_of(page) -> list[tuple[str, object]]:
    """Return anchor and heading of every block on a page that reads its project type."""
    found = [each.block for each in page.body if isinstance(each.block, OfProjectBlock)]
    shown = [block for block in found if block.heading]
    if not project_of(page).bundles:
        shown = [block for block in shown if not isinstance(block, ProjectBundlesBlock)]
    return [(block.anchor, block.heading) for block in shown]


def _by_code(items) -> list[ServiceItem]:
    return sorted(items, key=lambda item: item.code)
