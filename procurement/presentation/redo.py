"""Three lines of Python with which anybody redoes a decision from its published evidence."""

from __future__ import annotations

from collections.abc import Mapping

TICKET = (
    'hmac.digest(seed, b"OPENDRAW/1/ticket\\0" + name.encode() + b"\\0" + bytes(4), "sha256").hex()'
)


def lines_to_redo(evidence: Mapping) -> str:
    """Return a program that prints the ranking, or nothing where the method is not ours."""
    method = evidence.get("method")
    if method == "OPENDRAW/1":
        names = [each["candidate"] for each in evidence["tickets"]]
        return _program(evidence["seed"], f"({TICKET}, name)", "name", sorted(names))
    if method == "lowest_price":
        bids = [(each["price_fen"], each["candidate"]) for each in evidence["bids"]]
        return _program(evidence["seed"], f"(fen, {TICKET}, name)", "fen, name", sorted(bids))
    return ""


def _program(seed: str, key: str, names: str, entries: list) -> str:
    return (
        f'import hmac; seed = bytes.fromhex("{seed}")\n'
        f"ranking = sorted({key} for {names} in {entries!r})\n"
        'print(*ranking, sep="\\n")'
    )
