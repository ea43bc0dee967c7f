"""The figures as data: whole numbers with their unit in the name, for programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from ..domain.world import Groups
from .definitions import DEFINITIONS, GROUPS, ROUNDING
from .measures import ALL, HOURS, Measure, Row
from .names import named

BY_SHELF = [each for each in ALL if each is not HOURS]


def figures_data(groups: Groups, *, at: datetime) -> dict:
    """Return all figures of a period, ready for canonical JSON.

    ``…_fen`` is money, ``…_bp`` a share in basis points, ``…_tenths`` tenths of one; a figure
    that does not exist yet is null.
    """
    names = named(groups)
    return {
        "v": 1,
        "made_at": at,
        "from": groups.start and groups.start.isoformat(),
        "to": groups.end and groups.end.isoformat(),
        "currency": "CNY",
        "definitions": {key: str(each.text) for key, each in DEFINITIONS.items()}
        | {"groups": str(GROUPS.text), "rounding": str(ROUNDING.text)},
        "total": _figures(Row("", groups.total), ALL),
        "days_to_award": _histogram(groups.total.days),
        "by_mode": _all(names.modes, ALL),
        "by_month": _all(names.months, ALL),
        "by_category": _all(names.categories, BY_SHELF),
        "by_department": _all(names.departments, BY_SHELF),
    }


def _all(rows: Iterable[Row], measures: Sequence[Measure]) -> list[dict]:
    return [{"code": row.code, "name": str(row.label), **_figures(row, measures)} for row in rows]


def _figures(row: Row, measures: Sequence[Measure]) -> dict:
    return {each.data_key: each.published(row) for each in measures}


def _histogram(days: dict[int, int]) -> list[dict]:
    return [{"working_days": taken, "selections": days[taken]} for taken in sorted(days)]
