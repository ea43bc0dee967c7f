"""News of the hall."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.blocks import PageChooserBlock, StreamBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.search import index

from ..blocks import ProseStreamBlock
from ..blocks.choosing import ItemChooserBlock
from ..blocks.of_item import today
from .family import live_children, live_in
from .index_page import IndexPageMixin

PER_PAGE = 12


class TeaserBlock(StreamBlock):
    """The one picture that stands for a piece of news."""

    image = ImageBlock(label=_("image"))


class RelatedBlock(StreamBlock):
    """Where to read on: pages of this site, and items of the catalogue."""

    page = PageChooserBlock(label=_("page"))
    item = ItemChooserBlock(label=_("service item"))


class NewsPageMixin(models.Model):
    """A piece of news, with the day that it is of."""

    class Kind(models.TextChoices):
        NEWS = "news", _("News")
        ANNOUNCEMENT = "announcement", _("Announcement")
        REPORT = "report", _("Report")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.NEWS)
    on = models.DateField(_("date"), default=today)
    summary = models.CharField(_("summary"), max_length=300, blank=True)
    teaser = StreamField(TeaserBlock(), verbose_name=_("picture"), blank=True, max_num=1)
    body = StreamField(ProseStreamBlock(), verbose_name=_("body"), blank=True)
    related = StreamField(RelatedBlock(), verbose_name=_("read on"), blank=True, max_num=6)

    news_panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("on")]),
        FieldPanel("summary"),
        FieldPanel("teaser"),
        FieldPanel("body"),
        FieldPanel("related"),
    ]
    news_search_fields = [
        index.SearchField("summary"),
        index.SearchField("body"),
        index.FilterField("on"),
    ]

    class Meta:
        abstract = True

    @property
    def picture(self):
        """Return the picture that stands for this page, or None."""
        return self.teaser[0].value if self.teaser else None

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        siblings = type(self).objects.sibling_of(self, inclusive=False).live().public()
        newest = siblings.order_by("-on", "-pk")[:3]
        return context | {"others": newest, "read_on": read_on(self, request)}


class NewsIndexPageMixin(IndexPageMixin):
    """All news of a language, the newest first."""

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        news = live_children(self, NewsPageMixin)
        kind = request.GET.get("kind", "")
        kinds = [
            {"value": value, "label": label, "is_chosen": value == kind}
            for value, label in NewsPageMixin.Kind.choices
        ]
        if kind in NewsPageMixin.Kind.values:
            news = news.filter(kind=kind)
        pages = Paginator(news.order_by("-on", "-pk"), PER_PAGE)
        return context | {
            "kinds": kinds,
            "is_narrowed": kind in NewsPageMixin.Kind.values,
            "news": pages.get_page(request.GET.get("page")),
        }


def news_in(language: str, count: int) -> list:
    """Return the newest live news of a language that everybody may read."""
    found = []
    for pages in live_in(NewsPageMixin, language):
        found += pages.order_by("-on", "-pk")[:count]
    return sorted(found, key=lambda page: page.on, reverse=True)[:count]


def read_on(page, request) -> list[tuple[str, str]]:
    """Return title and address of what an editor names as related, where it can be read."""
    found = []
    for block in page.related:
        if block.value is None:
            continue
        if block.block_type == "item":
            found.append((block.value.name, block.value.get_absolute_url()))
        elif block.value.live and block.value.get_url(request):
            found.append((block.value.title, block.value.get_url(request)))
    return found
