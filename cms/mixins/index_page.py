"""What every page has that lists others: a few words at its head."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel


class IndexPageMixin(models.Model):
    """A page above pages of one kind."""

    introduction = models.CharField(_("introduction"), max_length=300, blank=True)

    index_panels = [FieldPanel("introduction")]

    class Meta:
        abstract = True
