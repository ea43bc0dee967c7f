from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from ...mixins import BilingualPreview, HomePageMixin


class HomePage(BilingualPreview, HomePageMixin, Page):
    """The first page of a site, one a language."""

    content_panels = [*Page.content_panels, *HomePageMixin.home_panels]

    parent_page_types = ["wagtailcore.Page"]
    template = "cms/pages/home_page.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")
