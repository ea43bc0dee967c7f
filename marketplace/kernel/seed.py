"""Randomness as a value: it is drawn once at the edge, recorded, and passed in."""

from __future__ import annotations

import hmac
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seed:
    """32 bytes of randomness and the name of the source they came from."""

    value: bytes
    source: str

    def ticket(self, candidate: str, tickets: int = 1) -> bytes:
        """Return the candidate's best ticket of ``tickets``; the lowest of all wins.

        The rule is OPENDRAW/1, step 9: HMAC-SHA256 of the seed over the candidate's public id
        and the ticket's number. Anyone who holds the seed can redo it in any language.
        """
        stem = b"OPENDRAW/1/ticket\0" + candidate.encode() + b"\0"
        return min(
            [hmac.digest(self.value, stem + n.to_bytes(4), "sha256") for n in range(tickets)]
        )
