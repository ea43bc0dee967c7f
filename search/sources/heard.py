"""What events say of the rows that they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from marketplace.models import Event


def after(prefix: str, events: Iterable[Event]) -> set[str]:
    """Return what the streams that begin so are about: ``agency:`` gives public ids."""
    return {
        event.stream.removeprefix(prefix) for event in events if event.stream.startswith(prefix)
    }


def codes_changed(events: Iterable[Event]) -> defaultdict[str, set[str]]:
    """Return the codes of the catalogue's rows that were added, changed or retired, by kind."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for event in events:
        if event.kind == "catalogue.changed":
            for deed in ("added", "changed", "retired"):
                for row in event.facts.get(deed, ()):
                    found[row["kind"]].add(row["code"])
    return found
