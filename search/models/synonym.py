from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.models.fields import LineField


class Synonym(models.Model):
    """Terms that mean the same to whoever searches: 环评 and 环境影响评价."""

    terms = models.JSONField(_("terms that mean the same"), default=list)
    remark = LineField(_("remark"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("group of synonyms")
        verbose_name_plural = _("synonyms")

    def __str__(self) -> str:
        return " = ".join(self.terms)
