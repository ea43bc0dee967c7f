"""Pages of prose that belong to no service item."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from ..blocks import ProseStreamBlock


class StandardPageMixin(models.Model):
    """Prose that belongs to no service item: terms of use, accessibility, help."""

    summary = models.CharField(_("summary"), max_length=200, blank=True)
    body = StreamField(ProseStreamBlock(), verbose_name=_("body"), blank=True)

    standard_panels = [FieldPanel("summary"), FieldPanel("body")]
    standard_search_fields = [index.SearchField("summary"), index.SearchField("body")]

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return context | {"below": self.get_children().live().public().specific()}


class ContactPageMixin(models.Model):
    """How the hall is reached. Address, hours and telephones are read from the hall's record."""

    summary = models.CharField(_("summary"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    map_url = models.URLField(
        _("address of a map"),
        blank=True,
        help_text=_("A link to a map of your choice; nothing is loaded from there."),
    )
    directions = models.TextField(_("how to get there"), max_length=600, blank=True)
    body = StreamField(ProseStreamBlock(), verbose_name=_("body"), blank=True)

    contact_panels = [
        FieldPanel("summary"),
        FieldPanel("email"),
        FieldPanel("map_url"),
        FieldPanel("directions"),
        FieldPanel("body"),
    ]
    contact_search_fields = [
        index.SearchField("summary"),
        index.SearchField("directions"),
        index.SearchField("body"),
    ]

    class Meta:
        abstract = True
