"""A schedule's printed figures as tables: one for all kinds, or one for each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from .domain.exact import exact, number_of
from .models import FeeSchedule

UNITS = {
    1: lambda: _("yuan"),
    10_000: lambda: _("10,000 yuan"),
    100_000_000: lambda: _("100 million yuan"),
}


@dataclass(frozen=True, slots=True)
class Table:
    """A caption, the heads of the columns, and rows whose first cell is the row's head."""

    caption: str
    heads: list[str]
    rows: list[list[str]]


def tables(schedule: FeeSchedule) -> list[Table]:
    """Return the figures of a schedule as printed; none where its rule is not one of ours."""
    draw = DRAWN.get(schedule.rule)
    return draw(schedule.said_params) if draw else []


def raw(schedule: FeeSchedule) -> str:
    """Return the parameters as they are stored, for whoever computes on their own."""
    return json.dumps(schedule.params, ensure_ascii=False, indent=2)


def _progressive(params: Mapping) -> list[Table]:
    edges = [None, *params["tiers_upper"]]
    slices = zip(edges, params["tiers_upper"], strict=False)
    base, kinds = _unit(params, "base_unit"), params["kinds"]
    rows = [
        [_range(start, end), *(f"{_plain(kind['rates_percent'][at])}%" for kind in kinds)]
        for at, (start, end) in enumerate(slices)
    ]
    return [Table(_("Rate of each slice"), [base, *_labels(kinds)], rows)]


def _points(params: Mapping) -> list[Table]:
    heads = [
        _("Base (%(unit)s)") % {"unit": _unit(params, "base_unit")},
        _("Fee (%(unit)s)") % {"unit": _unit(params, "fee_unit")},
    ]
    return [
        Table(
            kind["label"],
            heads,
            [[_plain(base), _plain(fee)] for base, fee in kind["points"]] + _above(kind),
        )
        for kind in params["kinds"]
    ]


def _above(kind: Mapping) -> list[list[str]]:
    if "above_last" not in kind:
        return []
    rate = _plain(kind["above_last"]["rate_percent"])
    above = _("above %(edge)s") % {"edge": _plain(kind["points"][-1][0])}
    return [[above, _("whole amount × %(rate)s%%") % {"rate": rate}]]


def _bands(params: Mapping) -> list[Table]:
    edges, kinds = params["edges"], params["kinds"]
    rows = []
    for at, (start, end) in enumerate(zip(edges, [*edges[1:], None], strict=True)):
        printed = [kind["bands"][at] if at < len(kind["bands"]) else None for kind in kinds]
        if any(printed):
            rows.append([_range(start, end), *map(_band, printed)])
    base, fee = _unit(params, "base_unit"), _unit(params, "fee_unit")
    caption = _("Lower and upper figure of each band, in %(unit)s") % {"unit": fee}
    return [Table(caption, [base, *_labels(kinds)], rows)]


def _band(printed: list | None) -> str:
    if printed is None:
        return ""
    low, high = printed
    if high is None:
        return _("%(low)s and over") % {"low": _plain(low)}
    return _plain(low) if low == high else f"{_plain(low)}–{_plain(high)}"


def _per_unit(params: Mapping) -> list[Table]:
    rows = [
        [kind["label"], _plain(kind["rate"]), (kind.get("quantity") or params["quantity"])["unit"]]
        for kind in params["kinds"]
    ]
    fee = _("Rate (%(unit)s)") % {"unit": _unit(params, "fee_unit")}
    return [Table(_("Rate for each unit"), [_("Kind"), fee, _("for each")], rows)]


def _percentage(params: Mapping) -> list[Table]:
    rows = [[kind["label"], f"{_plain(kind['rate_percent'])}%"] for kind in params["kinds"]]
    return [Table(_("Share of the base"), [_("Kind"), _("Share")], rows)]


def _fixed(params: Mapping) -> list[Table]:
    fee = _("Fee (%(unit)s)") % {"unit": _unit(params, "fee_unit")}
    rows = [[kind["label"], _plain(kind["amount"])] for kind in params["kinds"]]
    return [Table(_("Fixed amounts"), [_("Kind"), fee], rows)]


DRAWN: dict[str, Callable[[Mapping], list[Table]]] = {
    "progressive": _progressive,
    "points": _points,
    "bands": _bands,
    "per_unit": _per_unit,
    "percentage": _percentage,
    "fixed": _fixed,
}


def _labels(kinds: Iterable[Mapping]) -> list[str]:
    return [kind["label"] for kind in kinds]


def _unit(params: Mapping, name: str) -> str:
    given = params.get(name) or params["kinds"][0].get(name) or 1
    known = UNITS.get(int(Fraction(str(given))))
    return known() if known else _("%(number)s yuan") % {"number": _plain(given)}


def _range(start: object, end: object) -> str:
    if end is None:
        return _("over %(edge)s") % {"edge": _plain(start)}
    if start is None or number_of(start) == 0:
        return _("up to %(edge)s") % {"edge": _plain(end)}
    return f"{_plain(start)}–{_plain(end)}"


def _plain(value: object) -> str:
    """Return a printed number with separators, exactly as it stands."""
    number = number_of(value)
    whole, point, rest = exact(Fraction(0) if number is None else number).partition(".")
    return f"{int(whole):,}{point}{rest}"
