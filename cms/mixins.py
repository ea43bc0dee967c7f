"""Page behaviour without a base page, so that a site with its own can use it too."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import get_page_models
from wagtail.search import index

from .blocks import GuideStreamBlock, SearchWordsBlock


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


class HomePageMixin(models.Model):
    """The first page of a hall: a question, a search box, and what the apps have to show.

    What stands beside the search box comes from the panels of the slot ``home_mast``, what
    stands below it from those of ``home``.
    """

    heading = models.CharField(_("heading"), max_length=80)
    lead = models.CharField(_("lead"), max_length=200, blank=True)
    search_hint = models.CharField(_("example in the search box"), max_length=60, blank=True)
    search_words = StreamField(
        SearchWordsBlock(), verbose_name=_("often searched"), blank=True, max_num=6
    )

    home_panels = [
        MultiFieldPanel(
            [
                FieldPanel("heading"),
                FieldPanel("lead"),
                FieldPanel("search_hint"),
                FieldPanel("search_words"),
            ],
            heading=_("Head of the page"),
        )
    ]

    class Meta:
        abstract = True


def guide_page_models() -> list[type[models.Model]]:
    """Return every installed page model that is a guide, a host's own included."""
    return [model for model in get_page_models() if issubclass(model, GuidePageMixin)]


def guides_in(language: str) -> list:
    """Return the live guides of a language that everybody may read, newest first."""
    found = []
    for model in guide_page_models():
        pages = model.objects.live().public().filter(locale__language_code=language)
        found += pages.select_related("item").order_by("-last_published_at")
    return found
