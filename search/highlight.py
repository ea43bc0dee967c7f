"""What was looked for, marked in what was found: one way for every engine, safe as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .text import is_chinese, is_whole, norm

LONGEST = 4_000  # characters of a text that are looked at
AROUND = 40  # characters before the first match in an excerpt


def highlight(text: str, looked_for: Iterable[str]) -> SafeString:
    """Return the text as HTML, with ``<mark>`` around what was looked for."""
    parts, end = [], 0
    for first, last in places(text, looked_for):
        parts += [escape(text[end:first]), "<mark>", escape(text[first:last]), "</mark>"]
        end = last
    return mark_safe("".join([*parts, escape(text[end:])]))  # noqa: S308


def excerpt(text: str, looked_for: Sequence[str], *, length: int = 160) -> SafeString:
    """Return the part of a text around the first match, marked, with … where it was cut."""
    text = " ".join(text[:LONGEST].split())
    found = places(text, looked_for)
    start = max(0, found[0][0] - AROUND) if found and len(text) > length else 0
    start = min(start, max(0, len(text) - length))
    part = text[start : start + length]
    before, after = "…" if start else "", "…" if start + length < len(text) else ""
    return mark_safe(f"{before}{highlight(part, looked_for)}{after}")  # noqa: S308


def places(text: str, looked_for: Iterable[str]) -> list[tuple[int, int]]:
    """Return where runs occur in a text as it was written, in order and never overlapping."""
    plain, origin = _compared(text[:LONGEST])
    found = sorted(
        (origin[match.start()], origin[match.end() - 1] + 1)
        for run in looked_for
        for match in _pattern(run).finditer(plain)
    )
    joined: list[tuple[int, int]] = []
    for first, last in found:
        if joined and first <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(last, joined[-1][1])
        else:
            joined.append((first, last))
    return joined


def _compared(text: str) -> tuple[str, list[int]]:
    """Return the text as it is compared, and for each character the place that it came from."""
    plain, origin = [], []
    for place, char in enumerate(text):
        for seen in norm(char):
            plain.append(seen)
            origin.append(place)
    return "".join(plain), origin


def _pattern(run: str) -> re.Pattern[str]:
    if is_chinese(run):
        return re.compile(re.escape(run))
    after = r"(?![a-z0-9])" if is_whole(run) else ""
    return re.compile(rf"(?<![a-z0-9]){re.escape(run)}{after}")
