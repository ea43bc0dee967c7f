from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from ...mixins import BilingualPreview, ContactPageMixin, StandardPageMixin


class StandardPage(BilingualPreview, StandardPageMixin, Page):
    """Prose that belongs to no service item: terms of use, accessibility, help."""

    content_panels = [*Page.content_panels, *StandardPageMixin.standard_panels]
    search_fields = [*Page.search_fields, *StandardPageMixin.standard_search_fields]

    parent_page_types = ["cms_pages.HomePage", "cms_pages.StandardPage"]
    subpage_types = ["cms_pages.StandardPage"]
    template = "cms/pages/standard_page.html"

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")


class ContactPage(BilingualPreview, ContactPageMixin, Page):
    """How the hall is reached, one a language."""

    content_panels = [*Page.content_panels, *ContactPageMixin.contact_panels]
    search_fields = [*Page.search_fields, *ContactPageMixin.contact_search_fields]

    parent_page_types = ["cms_pages.HomePage"]
    subpage_types = []
    max_count_per_parent = 1
    template = "cms/pages/contact_page.html"

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")
