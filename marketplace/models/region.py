from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import LineField, localised


class Region(models.Model):
    """An area that agencies and projects lie in; the tree goes from province to township."""

    code = models.SlugField(_("code"), unique=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("larger region"),
        on_delete=models.PROTECT,
        related_name="parts",
        null=True,
        blank=True,
    )
    name_zh = LineField(_("Chinese name"), max_length=80)
    name_en = LineField(_("English name"), max_length=80)

    name = localised("name")

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")

    def __str__(self) -> str:
        return self.name
