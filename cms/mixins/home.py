"""The first page of a hall."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from ..blocks import ProseStreamBlock, SearchWordsBlock


class HomePageMixin(models.Model):
    """The first page of a hall: a question, a search box, and what the apps have to show.

    What stands beside the search box comes from the panels of the slot ``home_mast``, what
    stands below it from those of ``home``; what stands in the two columns between them from
    ``home_main`` and ``home_aside``.
    """

    heading = models.CharField(_("heading"), max_length=80)
    lead = models.CharField(_("lead"), max_length=200, blank=True)
    search_hint = models.CharField(_("example in the search box"), max_length=60, blank=True)
    search_words = StreamField(
        SearchWordsBlock(), verbose_name=_("often searched"), blank=True, max_num=6
    )
    body = StreamField(ProseStreamBlock(), verbose_name=_("at the foot of the page"), blank=True)

    home_panels = [
        MultiFieldPanel(
            [
                FieldPanel("heading"),
                FieldPanel("lead"),
                FieldPanel("search_hint"),
                FieldPanel("search_words"),
            ],
            heading=_("Head of the page"),
        ),
        FieldPanel("body"),
    ]

    class Meta:
        abstract = True
