from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from .mixins import NoticePageMixin

PER_PAGE = 20


class NoticeIndexPage(Page):
    """The noticeboard of one language; its pages are made by the clock."""

    max_count_per_parent = 1  # one a language: the parents are translations
    subpage_types = ["cms_noticeboard.NoticePage"]
    template = "cms/noticeboard/notice_index_page.html"

    class Meta:
        verbose_name = _("noticeboard page")
        verbose_name_plural = _("noticeboard pages")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        pages = NoticePage.objects.child_of(self).live().select_related("notice")
        newest = Paginator(pages.order_by("-notice__published_at", "-pk"), PER_PAGE)
        context["notice_pages"] = newest.get_page(request.GET.get("page"))
        return context


class NoticePage(NoticePageMixin, Page):
    """What editors add to one notice in one language; the record's address is canonical."""

    content_panels = [*Page.content_panels, *NoticePageMixin.notice_panels]
    search_fields = []  # the record is found, not its page

    parent_page_types = ["cms_noticeboard.NoticeIndexPage"]
    subpage_types = []
    template = "cms/noticeboard/notice_page.html"

    class Meta:
        verbose_name = _("notice page")
        verbose_name_plural = _("notice pages")

    @classmethod
    def can_create_at(cls, parent) -> bool:
        """Return False: whoever could make a page by hand could make one for no notice."""
        return False
