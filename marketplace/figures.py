"""The geometry of what the server draws: the ruler and the line of tickets.

Only numbers leave this module; templates turn them into SVG without inline style, so that
a strict content security policy holds and a page prints as it shows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count, takewhile

RULER_WIDTH = 300
NARROW, WIDE = 300, 920
MARGIN = 12
FULL_SQUARE, HALF_SQUARE = 13, 7.4  # how wide a character of the label is, about
LAST_NARROW = 0x2E7F  # from here on characters are as wide as they are high
TICKET_DIGITS = 13  # 52 bits: as many as a float holds exactly


@dataclass(frozen=True, slots=True)
class Ruler:
    """One measured value on a scale whose limit is marked."""

    width: str
    limit: str
    base: str
    over: bool


@dataclass(frozen=True, slots=True)
class TicketLine:
    """All tickets of a draw on the line from 0 to 1, the smallest pointed out."""

    width: int
    middle: int
    end: int
    axis: str
    ticks: str
    first: str
    first_at: str
    first_anchor: str
    first_label: str


def ruler(value: int, limit: int) -> Ruler:
    """Return the bar and the tick of ``value`` against ``limit``, on one scale from zero."""
    full = max(limit * 1.2, value * 1.1, 1)
    scale = RULER_WIDTH / full
    step = tick_step(full)
    marks = takewhile(lambda at: at <= full, (step * number for number in count()))
    ticks = "".join(f"M{at * scale:.1f} 12v-{6 if n % 2 else 9}" for n, at in enumerate(marks))
    return Ruler(
        width=f"{value * scale:.1f}",
        limit=f"{limit * scale:.1f}",
        base=f"M0 12h{RULER_WIDTH}{ticks}",
        over=value > limit,
    )


def tick_step(full: float) -> float:
    """Return the smallest 1, 2 or 5 times a power of ten that makes at most nine ticks."""
    steps = (digit * 10.0**power for power in count(-1) for digit in (1, 2, 5))
    return next(step for step in steps if full / step <= 9)


def ticket_line(tickets: Iterable[str | float], *, width: int, label: str = "") -> TicketLine:
    """Return the line of the tickets, each a hexadecimal string or a share of one.

    ``label`` names the smallest and is cut where the line ends.
    """
    first, *others = sorted(map(ticket_share, tickets))
    span = width - 2 * MARGIN
    at = MARGIN + first * span
    low_on_room = first > 0.5  # the name would run out at the right
    label_at = min(at + 8, width - MARGIN) if low_on_room else max(at - 8, MARGIN)
    return TicketLine(
        width=width,
        middle=width // 2,
        end=width - MARGIN,
        axis=_axis(span),
        ticks="".join(f"M{MARGIN + share * span:.1f} 30v18" for share in others),
        first=f"M{at:.1f} 48l-7-22h14z",
        first_at=f"{label_at:.1f}",
        first_anchor="end" if low_on_room else "start",
        first_label=fitted(label, room=label_at if low_on_room else width - label_at),
    )


def fitted(text: str, *, room: float) -> str:
    """Return as much of the text as the room takes, with an ellipsis where something is cut."""
    taken = 0
    for position, char in enumerate(text):
        taken += FULL_SQUARE if ord(char) > LAST_NARROW else HALF_SQUARE
        if taken > room - FULL_SQUARE and position < len(text) - 1:
            return f"{text[:position].rstrip()}…"
    return text


def ticket_share(ticket: str | float) -> float:
    """Return where a ticket stands between 0 and 1."""
    if isinstance(ticket, str):
        head = ticket.replace(" ", "")[:TICKET_DIGITS]
        return int(head, 16) / 16 ** len(head)
    return float(ticket)


def _axis(span: int) -> str:
    marks = (f"M{MARGIN + span * n / 20:.1f} 48v{8 if n % 5 == 0 else 4}" for n in range(21))
    return f"M{MARGIN} 48h{span}" + "".join(marks)
