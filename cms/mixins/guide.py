"""Service guides: how to buy one kind of service, step by step."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from marketplace.models import ServiceItem
from marketplace.purchasable import why_not_purchasable
from marketplace.slots import links_for

from ..blocks import GuideStreamBlock
from ..blocks.of_item import contents_of, today
from .family import live_children, live_in, page_models_of
from .index_page import IndexPageMixin


class GuidePageMixin(models.Model):
    """A service guide: how to buy one kind of service, step by step."""

    item = models.ForeignKey(
        "marketplace.ServiceItem",
        verbose_name=_("service item"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    summary = models.CharField(_("summary"), max_length=200, blank=True)
    body = StreamField(GuideStreamBlock(), verbose_name=_("body"), blank=True)

    guide_panels = [FieldPanel("item"), FieldPanel("summary"), FieldPanel("body")]
    guide_search_fields = [
        index.SearchField("summary"),
        index.SearchField("body"),
        index.FilterField("item_id"),
    ]

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        here = self.get_url(request)
        return context | {
            "contents": contents_of(self),
            "barred": why_not_purchasable(self.item, today()),
            "read_on": [link for link in links_for(self.item) if link.url != here],
        }

    def serve(self, request, *args, **kwargs):
        """Answer with 422 where a form on the page was sent and refused."""
        response = super().serve(request, *args, **kwargs)
        response.add_post_render_callback(lambda shown: _tell_refusal(request, shown))
        return response


class GuideIndexPageMixin(IndexPageMixin):
    """All service guides of a language, by the stage of a project."""

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        found = live_children(self, GuidePageMixin).select_related(
            "item__category", "item__department"
        )
        guides = list(found.order_by("item__code", "pk"))
        return context | {"guides": guides, "stages": by_stage(guides)}


def by_stage(guides: list) -> list[dict]:
    """Return guides under the stages of their items, without the stages that have none."""
    stages = (
        {
            "value": stage.value,
            "label": stage.label,
            "guides": [guide for guide in guides if guide.item.stage == stage.value],
        }
        for stage in ServiceItem.Stage
    )
    return [stage for stage in stages if stage["guides"]]


def guide_page_models() -> list[type[models.Model]]:
    """Return every installed page model that is a guide, a host's own included."""
    return page_models_of(GuidePageMixin)


def guides_in(language: str, count: int | None = None) -> list:
    """Return the live guides of a language that everybody may read, newest first."""
    found = []
    for pages in live_in(GuidePageMixin, language):
        found += pages.select_related("item").order_by("-last_published_at", "-pk")[:count]
    return found[:count]


def guides_of(item: ServiceItem) -> list:
    """Return the guides about an item in the reader's language."""
    found = []
    for pages in live_in(GuidePageMixin, get_language()):
        found += pages.filter(item=item).order_by("pk")
    return found


def _tell_refusal(request, response) -> None:
    if getattr(request, "form_refused", False):
        response.status_code = 422
