from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from ..blocks import ProseStreamBlock
from ..mixins import GuidePageMixin, HomePageMixin


class HomePage(HomePageMixin, Page):
    """The first page of a site, one a language."""

    content_panels = [*Page.content_panels, *HomePageMixin.home_panels]

    parent_page_types = ["wagtailcore.Page"]
    template = "cms/pages/home_page.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class GuideIndexPage(Page):
    """All service guides of a language."""

    parent_page_types = ["cms_pages.HomePage"]
    subpage_types = ["cms_pages.GuidePage"]
    max_count_per_parent = 1
    template = "cms/pages/guide_index_page.html"

    class Meta:
        verbose_name = _("guide index page")
        verbose_name_plural = _("guide index pages")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        guides = GuidePage.objects.child_of(self).live().public()
        context["guides"] = guides.select_related("item").order_by("item__code")
        return context


class GuidePage(GuidePageMixin, Page):
    """How one kind of service is bought."""

    content_panels = [*Page.content_panels, *GuidePageMixin.guide_panels]
    search_fields = [*Page.search_fields, *GuidePageMixin.guide_search_fields]

    parent_page_types = ["cms_pages.GuideIndexPage"]
    subpage_types = []
    template = "cms/pages/guide_page.html"

    class Meta:
        verbose_name = _("guide page")
        verbose_name_plural = _("guide pages")


class StandardPage(Page):
    """Prose that belongs to no service item: terms of use, accessibility, about."""

    body = StreamField(ProseStreamBlock(), verbose_name=_("body"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("body")]

    parent_page_types = ["cms_pages.HomePage", "cms_pages.StandardPage"]
    subpage_types = ["cms_pages.StandardPage"]
    template = "cms/pages/standard_page.html"

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
