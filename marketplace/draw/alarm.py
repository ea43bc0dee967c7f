"""The alarm on every page: two pools were signed for a slot, so the log's key told two stories.

A file beside the keys says so, because every page asks, and none may wait for the database.
"""

from __future__ import annotations

import json
from datetime import timedelta

from django.db.models import Q

from .. import conf
from ..log.parts import NoSigner
from ..log.parts.keys import folder, write_over
from .models import Draw, Incident, Proof, Slot

NAME = "alarm.json"
STANDS = timedelta(days=30)


def slots_in_alarm() -> list[str]:
    """Return the slots that every page warns of; asks no database."""
    found: list[str] = []
    for path in sorted(conf.state_dir().glob(f"*/{NAME}")):
        try:
            found += json.loads(path.read_bytes())["slots"]
        except (OSError, ValueError, LookupError, TypeError):
            continue
    return found


def keep_alarm(at) -> None:
    """Let the file say what the record says.

    The alarm stands for thirty days, and as long as a result of that slot is not void.
    """
    proofs = Proof.objects.filter(kind=Incident.Kind.TWO_POOLS)
    wanted = _standing(proofs, at) if proofs.exists() else []
    try:
        path = folder() / NAME
    except NoSigner:
        return
    if wanted:
        content = json.dumps({"slots": wanted}).encode()
        if not path.exists() or path.read_bytes() != content:
            write_over(path, content)
    else:
        path.unlink(missing_ok=True)


def _standing(proofs, at) -> list[str]:
    fresh = proofs.filter(handed_in_at__gt=at - STANDS)
    results = Draw.objects.filter(voided_at=None, slot__in=proofs.values("slot")).exclude(seed="")
    slots = Slot.objects.filter(Q(pk__in=fresh.values("slot")) | Q(pk__in=results.values("slot")))
    return list(slots.order_by("public_id").values_list("public_id", flat=True))
