"""Pages of notices without a base page, so that a site with its own can use them too."""

from django.core.paginator import Paginator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from ..blocks import ProseStreamBlock
from ..mixins.family import live_children
from ..mixins.index_page import IndexPageMixin

PER_PAGE = 20


class NoticePageMixin(models.Model):
    """The public face of a notice. The notice holds the facts; the page holds prose.

    A foreign key, because each translation of the page points to the same notice.
    """

    notice = models.ForeignKey(
        "procurement.Notice",
        verbose_name=_("notice"),
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    body = StreamField(ProseStreamBlock(), verbose_name=_("body"), blank=True)

    notice_panels = [FieldPanel("body")]

    class Meta:
        abstract = True

    @property
    def canonical_path(self) -> str:
        """Return the record's own address, which the head of the page names as the one."""
        return self.notice.get_absolute_url()


class NoticeIndexPageMixin(IndexPageMixin):
    """The noticeboard of one language; its pages are made by the clock."""

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        pages = live_children(self, NoticePageMixin).select_related("notice__owner__organisation")
        newest = Paginator(pages.order_by("-notice__published_at", "-pk"), PER_PAGE)
        context["notice_pages"] = newest.get_page(request.GET.get("page"))
        return context
