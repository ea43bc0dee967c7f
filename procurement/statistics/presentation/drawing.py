"""The geometry of the charts: marks as SVG without inline style, 360 units wide.

So narrow a drawing can be read on a phone as it is, and is not large beside others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import count

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from marketplace.figures import fitted

WIDTH = 360
LEFT, RIGHT, TOP, FLOOR = 30, 356, 18, 178
LINES = 4
SERIES = ("chart__one", "chart__two", "chart__three")
ROW, BAR, HEAD = 44, 13, 8
NARROW = 17  # a column narrower than this has no figure on it
LABEL_ROOM = 26


def stacked_columns(labels: Sequence[tuple[str, str]], stacks: Sequence[Sequence[int]]) -> tuple:
    """Return marks and height of upright columns; each label has a second line, or none."""
    highest = max([sum(stack) for stack in stacks] or [0])
    step = step_for(highest)
    top = max(step * -(-highest // step), step)
    slot = Fraction(RIGHT - LEFT, max(len(stacks), 1))
    marks = [_grid_line(value, top) for value in range(0, top + 1, step)]
    for place, (label, stack) in enumerate(zip(labels, stacks, strict=True)):
        middle = LEFT + slot * place + slot / 2
        marks += _column(middle, min(slot * Fraction(7, 10), Fraction(44)), stack, top)
        if slot >= NARROW and sum(stack):
            head = FLOOR - _height(sum(stack), top) - 5
            marks.append(text(middle, head, f"{sum(stack):,}", "value", "middle"))
        if place % _every(slot) == 0:
            marks.append(text(middle, FLOOR + 16, label[0], "label", "middle"))
        if label[1]:
            marks.append(text(max(middle, LEFT + 12), FLOOR + 31, label[1], "label", "middle"))
    marks.append(_path("axis", f"M{LEFT} {FLOOR}H{RIGHT}"))
    return _joined(marks), FLOOR + (38 if any(second for _first, second in labels) else 24)


def stacked_bars(rows: Sequence[tuple[str, Sequence[int]]]) -> tuple:
    """Return marks and height of lying bars, each under its name, the sum at its end."""
    longest = max([sum(values) for _label, values in rows] or [0]) or 1
    scale = Fraction(WIDTH - 60, longest)
    marks: list[SafeString] = []
    for place, (label, values) in enumerate(rows):
        head, at = HEAD + ROW * place, Fraction(0)
        marks.append(_name(label, head))
        for shape, value in zip(_classes(len(values)), values, strict=True):
            marks += _rect(shape, at, head + 18, value * scale, BAR) if value else []
            at += value * scale
        marks.append(text(at + 7, head + 29, f"{sum(values):,}", "value"))
    return _joined(marks), HEAD + ROW * len(rows)


def bars(rows: Sequence[tuple[str, Fraction, str]]) -> tuple:
    """Return marks and height of lying bars with their figures written out."""
    longest = max([value for _label, value, _shown in rows] or [Fraction(0)]) or Fraction(1)
    scale = (WIDTH - 60) / longest
    marks: list[SafeString] = []
    for place, (label, value, shown) in enumerate(rows):
        head = HEAD + ROW * place
        marks.append(_name(label, head))
        marks += _rect("chart__one", Fraction(0), head + 18, value * scale, BAR)
        marks.append(text(value * scale + 7, head + 29, shown, "value"))
    return _joined(marks), HEAD + ROW * len(rows)


def against_limit(rows: Sequence[tuple[str, tuple, str]], *, limit_label: str) -> tuple:
    """Return marks and height of shares against the whole, which a line marks at 100 %.

    A row has its name, the shares ``(low, dot, high)`` or ``(dot, second)``, and its figure.
    """
    shares = [each for _label, values, _shown in rows for each in values if each is not None]
    full = max([Fraction(23, 20), *(each * Fraction(21, 20) for each in shares)])
    scale = (WIDTH - 8) / full
    foot = HEAD + ROW * len(rows)
    marks: list[SafeString] = []
    for place, (label, values, shown) in enumerate(rows):
        marks += _shares(HEAD + ROW * place, label, values, shown, scale)
    for fifth in range(6):
        written = f"{fifth * 20}%" if fifth < 5 else limit_label
        anchor = "middle" if fifth else "start"
        marks.append(text(scale * fifth / 5, foot + 16, written, "label", anchor))
    return _joined(marks), foot + 24


def step_for(highest: int) -> int:
    """Return the smallest 1, 2 or 5 times a power of ten that makes few grid lines."""
    steps = (digit * 10**power for power in count() for digit in (1, 2, 5))
    return next(step for step in steps if step * LINES >= highest)


def number(value: Fraction | float) -> str:
    """Return a coordinate with one decimal."""
    return f"{float(value):.1f}".removesuffix(".0")


def text(x, y, written: str, kind: str, anchor: str = "start") -> SafeString:
    where = format_html(' text-anchor="{}"', anchor) if anchor != "start" else ""
    return format_html(
        '<text class="chart__{}" x="{}" y="{}"{}>{}</text>',
        kind,
        number(x),
        number(y),
        where,
        written,
    )


def _shares(head: int, label: str, values: tuple, shown: str, scale: Fraction) -> list[SafeString]:
    """Return one row against the limit: a range with a dot, or a dot and a diamond."""
    line = head + 26
    fifths = "".join(f"M{number(scale * fifth / 5)} {head + 18}v17" for fifth in range(5))
    marks = [
        _path("grid", fifths),
        _path("target", f"M{number(scale)} {head + 17}v19"),
        _name(label, head),
        text(WIDTH - 4, head + 12, shown, "value", "end"),
    ]
    if len(values) == 3:
        low, dot, high = values
        marks.append(_path("range", f"M{number(low * scale)} {line}H{number(high * scale)}"))
        return [*marks, _dot(dot * scale, line)]
    dot, second = values
    if dot is not None:
        marks.append(_dot(dot * scale, line))
    if second is not None:
        at = number(second * scale)
        marks.append(_path("three", f"M{at} {line - 7}l7 7-7 7-7-7z"))
    return marks


def _column(middle: Fraction, wide: Fraction, stack: Sequence[int], top: int) -> list[SafeString]:
    marks, foot = [], Fraction(FLOOR)
    for shape, value in zip(_classes(len(stack)), stack, strict=True):
        tall = _height(value, top)
        if value:
            marks += _rect(
                shape, middle - wide / 2, foot - tall, wide, max(tall - 1, Fraction(1, 2))
            )
        foot -= tall
    return marks


def _height(value: int, top: int) -> Fraction:
    return Fraction(value * (FLOOR - TOP), top)


def _every(slot: Fraction) -> int:
    """Return of how many columns one is named, so that names do not touch."""
    return max(1, -(-LABEL_ROOM // max(int(slot), 1))) if slot < LABEL_ROOM else 1


def _classes(length: int) -> list[str]:
    return [SERIES[min(place, len(SERIES) - 1)] for place in range(length)]


def _grid_line(value: int, top: int) -> SafeString:
    y = FLOOR - _height(value, top)
    line = _path("grid", f"M{LEFT} {number(y)}H{RIGHT}")
    return line + text(LEFT - 6, y + 4, f"{value:,}", "label", "end")


def _name(label: str, head: int) -> SafeString:
    return text(0, head + 12, fitted(str(label), room=WIDTH - 60), "label")


def _dot(x: Fraction, y: int) -> SafeString:
    return format_html('<circle class="chart__one" cx="{}" cy="{}" r="6"/>', number(x), y)


def _path(kind: str, d: str) -> SafeString:
    return format_html('<path class="chart__{}" d="{}"/>', kind, d)


def _rect(shape: str, x, y, wide, tall) -> list[SafeString]:
    made = format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>',
        shape, number(x), number(y), number(wide), number(tall),
    )  # fmt: skip
    return [made]


def _joined(marks: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((mark,) for mark in marks))
