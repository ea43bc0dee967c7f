"""The first set of synonyms, which the site's editors go on with."""

from __future__ import annotations

import json
from pathlib import Path

from ..models import Synonym

FIRST_SET = Path(__file__).with_name("synonyms.json")


def bring_first_synonyms() -> int:
    """Add the shipped groups where there are none, and return how many."""
    if Synonym.objects.exists():
        return 0
    groups = json.loads(FIRST_SET.read_text(encoding="utf-8"))
    return len(Synonym.objects.bulk_create(Synonym(terms=terms) for terms in groups))
