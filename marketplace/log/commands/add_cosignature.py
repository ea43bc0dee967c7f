from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from ...kernel.refusal import Refusal
from ...transaction import command
from .. import conf
from ..domain.note import (
    TIMED,
    Malformed,
    Note,
    PublicKey,
    public_key,
    read_head,
    read_note,
    seconds_of,
    verified,
)
from ..models import Checkpoint, Cosignature

AHEAD = timedelta(minutes=5)  # a witness's clock may differ from ours, but not by more


def add_cosignature(*, note: str, at) -> Cosignature:
    """Keep a witness's signature under a checkpoint of ours; the first one of each stays.

    Raises:
        Refusal: ``cosignature.malformed``, ``.unknown_checkpoint``, ``.unknown_witness``
            (nobody we know signed it, or the signature is wrong), or ``.ahead``.
    """
    read = _read(note)
    name, key = _witness(read)
    signature = verified(read, key)
    if signature is None or seconds_of(signature) > (at + AHEAD).timestamp():
        raise Refusal(
            "cosignature.ahead",
            _("The signature was not kept: its time is in the future."),
            _("Set the witness's clock."),
        )
    with command():
        checkpoint = _checkpoint(read)
        kept, _new = Cosignature.objects.get_or_create(
            checkpoint=checkpoint,
            witness=name,
            defaults={"line": signature.line(), "seen_at": at},
        )
    return kept


def _read(note: str) -> Note:
    try:
        read = read_note(note)
        read_head(read.text)
    except Malformed as error:
        raise Refusal(
            "cosignature.malformed",
            _("The signature was not kept: what came is no signed checkpoint."),
            _("Send the checkpoint's text with your signature line under it."),
        ) from error
    return read


def _witness(note: Note) -> tuple[str, PublicKey]:
    for name, text in conf.witnesses().items():
        key = public_key(text)._replace(kind=TIMED)
        if verified(note, key):
            return name, key
    raise Refusal(
        "cosignature.unknown_witness",
        _("The signature was not kept: no witness that we know signed it."),
        _("The operator enters a witness's key in the settings."),
    )


def _checkpoint(note: Note) -> Checkpoint:
    said = read_head(note.text)
    same = Checkpoint.objects.filter(size=said.size, root=said.root.hex()).order_by("-pk")
    for checkpoint in same:
        if checkpoint.read()[0].text == note.text:
            return checkpoint
    raise Refusal(
        "cosignature.unknown_checkpoint",
        _("The signature was not kept: we have signed no such checkpoint."),
        _("Fetch the newest checkpoint. If we gave you this one, keep it: it proves a fork."),
    )
