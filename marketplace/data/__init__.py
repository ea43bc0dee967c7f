"""The catalogue that is shipped: a demonstration city's, as data."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).parent


def read_json(path: Path) -> object:
    """Return the file's content with exact decimals.

    Raises:
        OSError, ValueError: when the file cannot be read, or is no JSON in UTF-8.
    """
    return json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


def shipped_catalogue() -> dict:
    """Return the demonstration city's catalogue."""
    return read_json(HERE / "catalogue.json")
