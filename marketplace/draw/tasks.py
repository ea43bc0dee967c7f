"""What of slots waits for a person: the clock does all the rest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from ..permissions import DRAW, REGULATOR, has_duty
from ..slots import Task
from .domain.classes import MINIMUM_STEPS, SECONDS, SMALL
from .models import Chain, Draw, Incident, Proof, Slot
from .parts.chains import is_lost

GRACE = timedelta(minutes=1)
GROUP = lazy("Draws")


def tasks_of(user, *, at: datetime) -> Iterator[Task]:
    """Yield what this user may do about slots: declare results void, help a stirring, read."""
    if has_duty(user, REGULATOR):
        yield from _proven()
    if has_duty(user, DRAW):
        yield from _late(at)
        yield from _without_secret(at)


def stirred_by(slot: Slot) -> datetime:
    """Return when the stirring of a published slot should be over on a machine that keeps up."""
    expected = timedelta(seconds=slot.steps * SECONDS[SMALL] / MINIMUM_STEPS[SMALL])
    return slot.published_at + 2 * expected + GRACE


def _proven() -> Iterator[Task]:
    standing = Draw.objects.filter(voided_at=None).exclude(seed="")
    proofs = Proof.objects.filter(slot__in=standing.values("slot")).select_related("slot")
    first = {proof.slot_id: proof for proof in proofs.order_by("-pk")}
    for proof in first.values():
        yield Task(
            _("Proof against slot %(slot)s") % {"slot": proof.slot.public_id},
            "stop",
            GROUP,
            proof.get_kind_display(),
            _("Decide on its results"),
            reverse("draws:void", args=[proof.slot.public_id]),
            order=5,
            count=proof.slot.draws.filter(voided_at=None).exclude(seed="").count(),
            since=proof.handed_in_at,
            kind="draws.proof",
        )


def _late(at: datetime) -> Iterator[Task]:
    for slot in Slot.objects.filter(state=Slot.State.PUBLISHED).order_by("published_at"):
        if at > stirred_by(slot):
            yield Task(
                _("The stirring of slot %(slot)s is late") % {"slot": slot.public_id},
                "warn",
                GROUP,
                _("Is the clock running? Any other computer may stir too: stir.py"),
                _("To the slot"),
                _address(slot),
                order=10,
                since=stirred_by(slot),
                kind="draws.late",
            )


def _without_secret(at: datetime) -> Iterator[Task]:
    chain = Chain.objects.for_slot(at)
    if chain is None or not is_lost(chain):
        return
    lost = Incident.objects.filter(kind=Incident.Kind.SECRET_LOST, slot__chain=chain).first()
    yield Task(
        _("The operator's chain is lost"),
        "stop",
        GROUP,
        _("Put its file back from the sealed copy; until the next chain slots reveal no secret."),
        _("To the slot") if lost else _("How a draw works"),
        _address(lost.slot) if lost else reverse("draws:how"),
        order=10,
        since=lost.noted_at if lost else None,
        kind="draws.chain_lost",
    )


def _address(slot: Slot) -> str:
    return reverse("draws:slot", args=[slot.public_id])
