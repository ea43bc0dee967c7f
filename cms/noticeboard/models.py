from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from ..mixins import BilingualPreview
from .mixins import NoticeIndexPageMixin, NoticePageMixin


class NoticeIndexPage(BilingualPreview, NoticeIndexPageMixin, Page):
    """The noticeboard of one language; its pages are made by the clock."""

    content_panels = [*Page.content_panels, *NoticeIndexPageMixin.index_panels]

    max_count_per_parent = 1  # one a language: the parents are translations
    subpage_types = ["cms_noticeboard.NoticePage"]
    template = "cms/noticeboard/notice_index_page.html"

    class Meta:
        verbose_name = _("noticeboard page")
        verbose_name_plural = _("noticeboard pages")


class NoticePage(BilingualPreview, NoticePageMixin, Page):
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
