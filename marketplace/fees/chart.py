"""The geometry of the curve: cap and floor over the base, and the visitor's own point.

Only numbers leave this module, as text; the template turns them into SVG without inline
style, so that a strict content security policy holds and the page prints as it shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import count, groupby, takewhile

WIDTH, HEIGHT = 480, 300
LEFT, RIGHT, TOP, BOTTOM = 60, 18, 30, 44  # room for the labels around the drawing
MOST_MARKS = 6

Place = tuple[Fraction, Fraction | None, Fraction | None]  # base, cap, floor


@dataclass(frozen=True, slots=True)
class Mark:
    """One label of an axis: where it stands, and the value that it names."""

    at: str
    value: Fraction


@dataclass(frozen=True, slots=True)
class OwnPoint:
    """Where the visitor's own base stands: a guide line up to the cap, and over to its axis."""

    x: str
    cap_y: str
    floor_y: str
    guide: str
    label_x: str
    label_anchor: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Paths and marks of one drawing, in the units of its view box."""

    cap: str
    floor: str
    band: str
    x_marks: list[Mark]
    y_marks: list[Mark]
    own: OwnPoint | None
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM


def draw(points: Iterable[Place], *, own: Place | None = None) -> Chart | None:
    """Return the drawing of a curve and one's own point; None where there is nothing to draw."""
    points = sorted(points, key=lambda place: place[0])
    if len(points) < 2 or all(cap is None and floor is None for _x, cap, floor in points):
        return None
    shown = [*points, own] if own else points
    widest = max(base for base, _cap, _floor in shown)
    highest = max(value for place in shown for value in place[1:] if value is not None)
    frame = _Frame(widest or Fraction(1), (highest or Fraction(1)) * Fraction(21, 20))
    return Chart(
        cap=frame.line((base, cap) for base, cap, _floor in points),
        floor=frame.line((base, floor) for base, _cap, floor in points),
        band=frame.band(points),
        x_marks=[Mark(frame.x(value), value) for value in marks(frame.widest)],
        y_marks=[Mark(frame.y(value), value) for value in marks(frame.highest)],
        own=frame.own(own) if own else None,
    )


def marks(full: Fraction) -> list[Fraction]:
    """Return round values from zero up to ``full``, a handful of them."""
    steps = (digit * Fraction(10) ** power for power in count(-3) for digit in (1, 2, 5))
    step = next(step for step in steps if full / step <= MOST_MARKS)
    return list(takewhile(lambda value: value <= full, (step * number for number in count())))


@dataclass(frozen=True, slots=True)
class _Frame:
    widest: Fraction
    highest: Fraction

    def x(self, base: Fraction) -> str:
        return _short(LEFT + base / self.widest * (WIDTH - LEFT - RIGHT))

    def y(self, value: Fraction) -> str:
        return _short(HEIGHT - BOTTOM - value / self.highest * (HEIGHT - BOTTOM - TOP))

    def line(self, places: Iterable[tuple[Fraction, Fraction | None]]) -> str:
        """Return a path that stops where there is no figure and goes on where there is one."""
        drawn = groupby(places, key=lambda place: place[1] is not None)
        return "".join(self._stretch(list(part)) for there, part in drawn if there)

    def band(self, points: Sequence[Place]) -> str:
        """Return the areas between floor and cap, wherever there are both."""
        both = groupby(points, key=lambda place: None not in place)
        return "".join(self._area(list(part)) for there, part in both if there)

    def own(self, place: Place) -> OwnPoint:
        base, cap, floor = place
        x, low_on_room = self.x(base), base / self.widest > Fraction(1, 2)
        top = cap if cap is not None else floor
        guide = f"M{x} {_short(HEIGHT - BOTTOM)}"
        if top is not None:
            guide += f"V{self.y(top)}H{LEFT}"
        else:
            guide += f"V{TOP}"
        return OwnPoint(
            x=x,
            cap_y=self.y(cap) if cap is not None else "",
            floor_y=self.y(floor) if floor is not None else "",
            guide=guide,
            label_x=_short(Fraction(x) + (-8 if low_on_room else 8)),
            label_anchor="end" if low_on_room else "start",
        )

    def _stretch(self, places: list[tuple[Fraction, Fraction]]) -> str:
        corners = [f"{self.x(base)} {self.y(value)}" for base, value in places]
        return "M" + "L".join(corners) if len(corners) > 1 else ""

    def _area(self, points: list[Place]) -> str:
        if len(points) < 2:
            return ""
        upper = [f"{self.x(base)} {self.y(cap)}" for base, cap, _floor in points]
        lower = [f"{self.x(base)} {self.y(floor)}" for base, _cap, floor in reversed(points)]
        return "M" + "L".join([*upper, *lower]) + "z"


def _short(number: Fraction | int) -> str:
    return f"{float(number):.1f}".removesuffix(".0")
