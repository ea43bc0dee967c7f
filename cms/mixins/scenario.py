"""Scenario guides: "I want to build a plant", from the first approval to the last."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from ..blocks import ScenarioStreamBlock
from ..blocks.of_project import project_contents_of, project_of
from .family import live_children, live_in
from .index_page import IndexPageMixin


class ScenarioPageMixin(models.Model):
    """What somebody needs who has a project of one type in mind."""

    project_type = models.ForeignKey(
        "marketplace.ProjectType",
        verbose_name=_("project type"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    summary = models.CharField(_("summary"), max_length=300, blank=True)
    body = StreamField(ScenarioStreamBlock(), verbose_name=_("body"), blank=True)

    scenario_panels = [FieldPanel("project_type"), FieldPanel("summary"), FieldPanel("body")]
    scenario_search_fields = [
        index.SearchField("summary"),
        index.SearchField("body"),
        index.FilterField("project_type_id"),
    ]

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return context | {"contents": project_contents_of(self), "project": project_of(self)}


class ScenarioIndexPageMixin(IndexPageMixin):
    """All scenario guides of a language."""

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        found = live_children(self, ScenarioPageMixin).select_related("project_type")
        return context | {"scenarios": found.order_by("project_type__place", "pk")}


def scenarios_in(language: str) -> list:
    """Return the live scenario guides of a language, in the order of their project types."""
    found = []
    for pages in live_in(ScenarioPageMixin, language):
        found += pages.select_related("project_type").order_by("project_type__place", "pk")
    return found


def scenarios_of(project_type) -> list:
    """Return the scenario guides about a project type in the reader's language."""
    found = []
    for pages in live_in(ScenarioPageMixin, get_language()):
        found += pages.filter(project_type=project_type).order_by("pk")
    return found
