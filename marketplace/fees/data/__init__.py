"""The fee schedules that are shipped, as data."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@cache
def shipped_schedules() -> tuple[dict, ...]:
    """Return the rows of the shipped schedules, national ones and the demonstration hall's."""
    text = (HERE / "fee_schedules.json").read_text(encoding="utf-8")
    return tuple(json.loads(text)["schedules"])
