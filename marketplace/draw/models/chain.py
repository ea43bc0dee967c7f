from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..domain.records import Anchor


class ChainQuerySet(models.QuerySet):
    def for_slot(self, opens_at) -> Chain | None:
        """Return the newest chain that may be used by then."""
        return self.filter(usable_from__lte=opens_at).order_by("-usable_from", "-pk").first()


class Chain(models.Model):
    """The published end of a hash chain, from whose inside each slot reveals one value.

    The beginning of it is a file outside the database. Rows are added and nothing else.
    """

    anchor = models.CharField(_("anchor"), max_length=64, unique=True)
    length = models.PositiveIntegerField(_("length"))
    announced_at = models.DateTimeField(_("announced at"))
    usable_from = models.DateTimeField(_("usable from"))

    objects = ChainQuerySet.as_manager()

    class Meta:
        verbose_name = _("operator's chain")
        verbose_name_plural = _("operator's chains")

    def __str__(self) -> str:
        return self.anchor[:16]

    def as_anchor(self) -> Anchor:
        """Return what the frozen lists repeat of it."""
        return Anchor(self.anchor, self.length)
