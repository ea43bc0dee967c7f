"""Which papers prove, by our own signatures, that a slot's pool is not what was promised."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from ...kernel.canonical import canonical, tagged_hash
from ...kernel.refusal import Refusal
from ...log.parts import is_ours, is_signed_here
from ..domain.records import Record, die_hash
from ..models import Incident, Slot


@dataclass(frozen=True, slots=True)
class Finding:
    """What was proven, and the least document that proves it to anybody."""

    kind: Incident.Kind
    document: Record

    @property
    def text(self) -> str:
        return canonical(self.document).decode()

    @property
    def digest(self) -> str:
        return tagged_hash("proof", canonical(self.document)).hex()


def finding_in(told: object, slot: Slot) -> Finding:
    """Return what a document proves against a slot: a receipt, or another bundle of the slot.

    Raises:
        Refusal: ``proof.malformed``, ``.other_slot``, ``.not_ours``, ``.too_early``, or
            ``.disproved`` where everything is as it should be.
    """
    try:
        if isinstance(told, dict) and "receipt" in told:
            return _missing_die(told, slot)
        if isinstance(told, dict) and "log" in told:
            return _second_pool(told["log"], slot)
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise _malformed() from error
    raise _malformed()


def _missing_die(told: dict, slot: Slot) -> Finding:
    body, signature = told["receipt"], told["signature"]
    if not is_ours(body, signature):
        raise Refusal(
            "proof.not_ours",
            _("Nothing was proven: we did not sign this receipt."),
            _("A character may have changed on the way. Hand in the file as you were given it."),
        )
    if (body["kind"], body["subject"]) != ("die", slot.public_id):
        raise _other_slot()
    if not hasattr(slot, "pool"):
        raise Refusal(
            "proof.too_early",
            _("Nothing was proven: this slot has no closed pool."),
            _("Wait until the pool is closed, and look whether your die is in it."),
        )
    dice = slot.dice.select_related("slot")
    if body["leaf"] in {die_hash(die.as_record()).hex() for die in dice}:
        raise Refusal(
            "proof.disproved",
            _("Nothing was proven: the die of this receipt is in the pool."),
            _("The script finds it there too: verify_draw.py BUNDLE --receipt FILE"),
        )
    return Finding(Incident.Kind.DIE_MISSING, {"receipt": body, "signature": signature})


def _second_pool(evidence: dict, slot: Slot) -> Finding:
    notes = {each["name"]: each["note"] for each in evidence["checkpoints"]}
    found = [each for each in evidence["leaves"] if each["leaf"]["kind"] == "slot.pooled"]
    if [each["leaf"]["public"]["slot_id"] for each in found] != [slot.public_id]:
        raise _other_slot()
    leaf, index, proof = found[0]["leaf"], found[0]["index"], found[0]["proof"]
    note = notes[found[0]["checkpoint"]]
    if not is_signed_here(leaf, index=index, proof=proof, note=note):
        raise Refusal(
            "proof.not_ours",
            _("Nothing was proven: no checkpoint with our signature holds this pool."),
            _("Hand in the whole bundle as you were given it."),
        )
    if leaf["public"]["pool"] == (slot.pool.digest if hasattr(slot, "pool") else None):
        raise Refusal(
            "proof.disproved",
            _("Nothing was proven: this is the one pool of the slot."),
            _("A proof is a bundle whose pool has another fingerprint."),
        )
    document = {"leaf": leaf, "index": index, "proof": proof, "checkpoint": note}
    return Finding(Incident.Kind.TWO_POOLS, document)


def _malformed() -> Refusal:
    return Refusal(
        "proof.malformed",
        _("Nothing was proven: this is neither the receipt of a die nor a bundle."),
        _("Hand in the whole JSON file, from the first brace to the last."),
    )


def _other_slot() -> Refusal:
    return Refusal(
        "proof.other_slot",
        _("Nothing was proven: the file is about something else than this slot."),
        _("Its slot stands in the file; hand it in on that slot's page."),
    )
