from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from ...mixins import (
    BilingualPreview,
    GuideIndexPageMixin,
    GuidePageMixin,
    ScenarioIndexPageMixin,
    ScenarioPageMixin,
)


class GuideIndexPage(BilingualPreview, GuideIndexPageMixin, Page):
    """All service guides of a language."""

    content_panels = [*Page.content_panels, *GuideIndexPageMixin.index_panels]

    parent_page_types = ["cms_pages.HomePage"]
    subpage_types = ["cms_pages.GuidePage"]
    max_count_per_parent = 1
    template = "cms/pages/guide_index_page.html"

    class Meta:
        verbose_name = _("guide index page")
        verbose_name_plural = _("guide index pages")


class GuidePage(BilingualPreview, GuidePageMixin, Page):
    """How one kind of service is bought."""

    content_panels = [*Page.content_panels, *GuidePageMixin.guide_panels]
    search_fields = [*Page.search_fields, *GuidePageMixin.guide_search_fields]

    parent_page_types = ["cms_pages.GuideIndexPage"]
    subpage_types = []
    template = "cms/pages/guide_page.html"

    class Meta:
        verbose_name = _("guide page")
        verbose_name_plural = _("guide pages")


class ScenarioIndexPage(BilingualPreview, ScenarioIndexPageMixin, Page):
    """All scenario guides of a language."""

    content_panels = [*Page.content_panels, *ScenarioIndexPageMixin.index_panels]

    parent_page_types = ["cms_pages.HomePage"]
    subpage_types = ["cms_pages.ScenarioPage"]
    max_count_per_parent = 1
    template = "cms/pages/scenario_index_page.html"

    class Meta:
        verbose_name = _("scenario index page")
        verbose_name_plural = _("scenario index pages")


class ScenarioPage(BilingualPreview, ScenarioPageMixin, Page):
    """What a project of one type needs, from the first approval to the last."""

    content_panels = [*Page.content_panels, *ScenarioPageMixin.scenario_panels]
    search_fields = [*Page.search_fields, *ScenarioPageMixin.scenario_search_fields]

    parent_page_types = ["cms_pages.ScenarioIndexPage"]
    subpage_types = []
    template = "cms/pages/scenario_page.html"

    class Meta:
        verbose_name = _("scenario page")
        verbose_name_plural = _("scenario pages")
