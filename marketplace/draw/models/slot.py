from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..domain.slots import Moments


class SlotQuerySet(models.QuerySet):
    def locked(self, pk) -> Slot:
        """Fetch one slot and hold its row until the transaction ends."""
        return self.select_for_update(of=("self",)).get(pk=pk)

    def at(self, moments: Moments) -> Slot:
        """Return the slot of these moments, planned now where nobody has named it yet."""
        slot, _made = self.get_or_create(
            public_id=moments.slot_id,
            defaults={
                "cut_off": moments.cut_off,
                "opens_at": moments.opens_at,
                "closes_at": moments.closes_at,
                "publish_by": moments.publish_by,
            },
        )
        return slot


class Slot(models.Model):
    """A public time at which draws are made: one pool and one slow step for all of them.

    Its times never change. ``link`` is the slot's place in the operator's chain; ``output`` is
    the result of the slow step. Each of these is written once.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        OPEN = "open", _("List of draws closed")
        POOLED = "pooled", _("Pool closed")
        PUBLISHED = "published", _("Being stirred")
        DONE = "done", _("Done")
        VOID = "void", _("Void")
        UNUSED = "unused", _("Without a draw")

    public_id = models.CharField(_("public id"), max_length=20, unique=True, editable=False)
    cut_off = models.DateTimeField(_("list of draws closes at"))
    opens_at = models.DateTimeField(_("dice from"))
    closes_at = models.DateTimeField(_("dice until"))
    publish_by = models.DateTimeField(_("pool published by"))
    state = models.CharField(
        _("state"), max_length=12, choices=State.choices, default=State.PLANNED
    )
    chain = models.ForeignKey(
        "marketplace_draw.Chain",
        verbose_name=_("operator's chain"),
        on_delete=models.PROTECT,
        related_name="slots",
        null=True,
    )
    link = models.PositiveIntegerField(_("place in the chain"), null=True)
    steps = models.PositiveIntegerField(_("steps of stirring"), null=True)
    begun_at = models.DateTimeField(_("window begun at"), null=True)
    published_at = models.DateTimeField(_("pool published at"), null=True)
    output = models.CharField(_("output of the stirring"), max_length=512, blank=True)
    stirred_at = models.DateTimeField(_("stirred at"), null=True)

    objects = SlotQuerySet.as_manager()

    class Meta:
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        indexes = [models.Index(fields=["state", "opens_at"], name="marketplace_draw_slot_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "link"], name="marketplace_draw_slot_one_link"
            ),
            models.CheckConstraint(
                name="marketplace_draw_slot_in_order",
                condition=Q(cut_off__lte=models.F("opens_at"))
                & Q(opens_at__lt=models.F("closes_at"))
                & Q(closes_at__lt=models.F("publish_by")),
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def stream(self) -> str:
        return f"slot:{self.public_id}"

    def farthest(self) -> tuple[int, int]:
        """Return how far the stirring has come: the step, and the value there."""
        point = self.points.order_by("step").last()
        return (point.step, point.number) if point else (0, self.pool.delay_input())

    def takes_lists(self, at) -> bool:
        """Return whether a list may still be frozen for this slot."""
        return self.state == self.State.PLANNED and at < self.cut_off

    def takes_dice(self, at) -> bool:
        """Return whether a die that arrived then may be thrown."""
        return self.state == self.State.OPEN and self.opens_at <= at < self.closes_at


class AppointmentQuerySet(models.QuerySet):
    def standing(self, subject: str) -> Appointment | None:
        """Return the last that was made for it: a later one takes an earlier one's place."""
        named = self.filter(subject=subject).select_related("slot")
        return named.order_by("pk").last()


class Appointment(models.Model):
    """Which slot was named for a draw, long before its list was frozen. Rows are only added."""

    subject = models.CharField(_("what is drawn for"), max_length=80, db_index=True)
    slot = models.ForeignKey(
        Slot, verbose_name=_("slot"), on_delete=models.PROTECT, related_name="appointments"
    )
    delay_class = models.CharField(_("class of the stirring"), max_length=1)
    made_at = models.DateTimeField(_("made at"))

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")

    def __str__(self) -> str:
        return f"{self.subject} in {self.slot_id}"
