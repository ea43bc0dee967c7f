from django.utils.translation import gettext_lazy as _

from ...kernel.refusal import Refusal
from ...models import Event
from ...transaction import command
from ..models import Draw, Incident, Slot

REASON_MAX = 500


def void_results(*, slot_id, reason: str, by, at) -> list[Draw]:
    """Declare void every result of a slot against which there is a proof; return those draws.

    The supervisor signs it with a reason. The ranking stays as it was published; what was made
    for it ends, and is begun anew under a new number that refers to the old.

    Raises:
        Refusal: ``draw.no_proof`` without a proof, ``draw.no_result`` where none is left,
            ``draw.no_reason``.
    """
    reason = reason.strip()
    if not 0 < len(reason) <= REASON_MAX:
        raise Refusal(
            "draw.no_reason",
            _("The results were not declared void: a reason is missing, or it is too long."),
            _("Give the reason in at most 500 characters; it is published."),
        )
    with command():
        slot = Slot.objects.locked(slot_id)
        draws = list(
            slot.draws.select_for_update(of=("self",))
            .exclude(seed="")
            .filter(voided_at=None)
            .order_by("public_id")
        )
        _require(slot, draws)
        for draw in draws:
            draw.voided_at, draw.void_reason = at, reason
        Draw.objects.bulk_update(draws, ["voided_at", "void_reason"])
        Incident.objects.bulk_create(
            Incident(kind=Incident.Kind.VOIDED, slot=slot, draw=draw, noted_at=at) for draw in draws
        )
        told = {"slot_id": slot.public_id, "reason": reason}
        Event.append_all(
            [(each.stream, "draw.voided", told | {"draw_id": each.public_id}) for each in draws],
            at=at,
            by=by,
        )
    return draws


def _require(slot: Slot, draws: list[Draw]) -> None:
    if not slot.proofs.exists():
        raise Refusal(
            "draw.no_proof",
            _("The results were not declared void: there is no proof against this slot."),
            _("A proof is a receipt whose die is missing, or a second pool that we signed."),
        )
    if not draws:
        raise Refusal(
            "draw.no_result",
            _("The results were not declared void: no result of this slot stands."),
            _("Reload the page."),
        )
