from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import LineField, localised


class Department(models.Model):
    """An approving department: it owns service items and uses their deliverables."""

    code = models.SlugField(_("code"), unique=True)
    name_zh = LineField(_("Chinese name"), max_length=120)
    name_en = LineField(_("English name"), max_length=120)

    name = localised("name")

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")

    def __str__(self) -> str:
        return self.name


class ServiceCategory(models.Model):
    """A shelf of the supermarket; the tree has no other meaning."""

    code = models.SlugField(_("code"), unique=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("above"),
        on_delete=models.PROTECT,
        related_name="children",
        null=True,
        blank=True,
    )
    place = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    name_zh = LineField(_("Chinese name"), max_length=120)
    name_en = LineField(_("English name"), max_length=120)
    blurb_zh = LineField(_("one sentence in Chinese"), max_length=300, blank=True)
    blurb_en = LineField(_("one sentence in English"), max_length=300, blank=True)

    name = localised("name")
    blurb = localised("blurb")

    class Meta:
        verbose_name = _("service category")
        verbose_name_plural = _("service categories")

    def __str__(self) -> str:
        return self.name
