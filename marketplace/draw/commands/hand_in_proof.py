from django.utils.translation import gettext_lazy as _

from ...kernel.refusal import Refusal
from ...models import Event
from ...transaction import command
from ..models import Proof, Slot
from ..parts.proofs import Finding, finding_in
from ..parts.slots import note
from ..parts.voiding import void

ENDED = (Slot.State.VOID, Slot.State.UNUSED)


def hand_in_proof(*, slot_id, document: object, at) -> Proof:
    """Keep a proof that a slot's pool is not what was promised, and act on it.

    While nobody can know a result the slot is void, and its draws go to the next one. A result
    that is there stays on record, for the supervisor to declare it void with a reason. The same
    proof is kept once.

    Raises:
        Refusal: with why it proves nothing (see ``finding_in``), ``proof.no_draw`` where
            nothing was drawn in the slot.
    """
    finding = finding_in(document, Slot.objects.select_related("pool").get(pk=slot_id))
    with command():
        slot = Slot.objects.locked(slot_id)
        kept = Proof.objects.filter(digest=finding.digest).first()
        if kept is not None:
            return kept
        if slot.state in ENDED:
            raise Refusal(
                "proof.no_draw",
                _("The proof was not kept: nothing was decided in this slot."),
                _("Its draws went to a later slot, with new dice."),
            )
        kept = _kept(finding, slot, at)
        if slot.output:
            note(finding.kind, slot, at=at)
        else:
            draws = slot.draws.filter(seed="").order_by("public_id")
            void(slot, list(draws), finding.kind, at=at)
    return kept


def _kept(finding: Finding, slot: Slot, at) -> Proof:
    Event.append(
        slot.stream,
        "slot.disputed",
        at=at,
        slot_id=slot.public_id,
        reason=str(finding.kind),
        proof=finding.digest,
    )
    return Proof.objects.create(
        slot=slot,
        kind=finding.kind,
        document=finding.text,
        digest=finding.digest,
        handed_in_at=at,
    )
