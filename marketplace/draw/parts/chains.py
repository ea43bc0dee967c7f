"""The operator's hash chain: its end is public, its beginning a file outside the database.

Each slot reveals the value before the one that the slot before it revealed, so that the
operator chose all of them long before, and nobody else knows the next.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from ... import clock
from ...kernel.canonical import chain as links
from ...log.parts.keys import folder, write_once
from ...models import Event
from .. import conf
from ..models import Chain

STREAM = "chain"
SPENT = 0.9  # of a chain; then the next one is announced


def announced(*, usable_from: datetime, at: datetime) -> Chain:
    """Make a new chain and publish its end, in the caller's transaction. Raises ``NoSigner``."""
    secret, length = clock.fresh_bytes(32), conf.opendraw().chain_length
    anchor = links(secret, length).hex()
    kept = {"anchor": anchor, "length": length, "secret": secret.hex()}
    write_once(_file(anchor), json.dumps(kept).encode())
    chain = Chain.objects.create(
        anchor=anchor, length=length, announced_at=at, usable_from=usable_from
    )
    Event.append(
        STREAM,
        "chain.anchored",
        at=at,
        chain=anchor,
        length=length,
        usable_from=usable_from,
    )
    return chain


def secret_of(chain: Chain, link: int) -> bytes | None:
    """Return what the slot with that place in the chain reveals, or None where it is lost."""
    try:
        kept = json.loads(_file(chain.anchor).read_bytes())
        beginning = bytes.fromhex(kept["secret"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not 1 <= link <= chain.length:
        return None
    return links(beginning, chain.length - link)


def next_link(chain: Chain) -> int:
    """Return the place of the next slot in the chain; places are never used twice."""
    last = chain.slots.order_by("-link").values_list("link", flat=True).first()
    return (last or 0) + 1


def is_lost(chain: Chain) -> bool:
    """Return whether the chain's beginning is not where it was kept."""
    return not _file(chain.anchor).is_file()


def is_spent(chain: Chain) -> bool:
    """Return whether most of the chain has been revealed."""
    return next_link(chain) > chain.length * SPENT


def _file(anchor: str) -> Path:
    return folder() / "chains" / f"{anchor}.json"
