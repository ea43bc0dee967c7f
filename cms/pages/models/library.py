from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from ...mixins import (
    BilingualPreview,
    NewsIndexPageMixin,
    NewsPageMixin,
    PolicyIndexPageMixin,
    PolicyPageMixin,
)


class PolicyIndexPage(BilingualPreview, PolicyIndexPageMixin, Page):
    """The policies and standards of a language."""

    content_panels = [*Page.content_panels, *PolicyIndexPageMixin.index_panels]

    parent_page_types = ["cms_pages.HomePage"]
    subpage_types = ["cms_pages.PolicyPage"]
    max_count_per_parent = 1
    template = "cms/pages/policy_index_page.html"

    class Meta:
        verbose_name = _("policy index page")
        verbose_name_plural = _("policy index pages")


class PolicyPage(BilingualPreview, PolicyPageMixin, Page):
    """One version of a policy or standard."""

    content_panels = [*Page.content_panels, *PolicyPageMixin.policy_panels]
    search_fields = [*Page.search_fields, *PolicyPageMixin.policy_search_fields]

    parent_page_types = ["cms_pages.PolicyIndexPage"]
    subpage_types = []
    template = "cms/pages/policy_page.html"

    class Meta:
        verbose_name = _("policy page")
        verbose_name_plural = _("policy pages")


class NewsIndexPage(BilingualPreview, NewsIndexPageMixin, Page):
    """The news of a language."""

    content_panels = [*Page.content_panels, *NewsIndexPageMixin.index_panels]

    parent_page_types = ["cms_pages.HomePage"]
    subpage_types = ["cms_pages.NewsPage"]
    max_count_per_parent = 1
    template = "cms/pages/news_index_page.html"

    class Meta:
        verbose_name = _("news index page")
        verbose_name_plural = _("news index pages")


class NewsPage(BilingualPreview, NewsPageMixin, Page):
    """A piece of news."""

    content_panels = [*Page.content_panels, *NewsPageMixin.news_panels]
    search_fields = [*Page.search_fields, *NewsPageMixin.news_search_fields]

    parent_page_types = ["cms_pages.NewsIndexPage"]
    subpage_types = []
    template = "cms/pages/news_page.html"

    class Meta:
        verbose_name = _("news page")
        verbose_name_plural = _("news pages")
