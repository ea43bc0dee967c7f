"""The two bundles whose every figure is known."""

import json
from pathlib import Path

VECTORS = Path(__file__).parent / "vectors"


def bundle(number: int) -> dict:
    """Return the bundle of the first or the second draw of the known slot."""
    return json.loads((VECTORS / f"bundle-D2026-00000{number}.json").read_text("utf-8"))
