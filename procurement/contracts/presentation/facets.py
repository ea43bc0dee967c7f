"""What the board can be narrowed by, with the number of services behind each choice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from marketplace.facets import Facet, Option

from .board import FACETS, BoardRow

MULTIPLE = ("lamp", "state", "paused")


def facets(form, rows: Sequence[BoardRow], chosen: Mapping, words: str) -> list[Facet]:
    """Return the facets of a valid form, counted over the rows of the board."""
    named = form.named()
    return [
        Facet(
            name,
            form.fields[name].label,
            _options(form, name, rows, chosen, words, named),
            name in MULTIPLE,
        )
        for name in FACETS
    ]


def _options(form, name: str, rows, chosen: Mapping, words: str, named: Mapping) -> list[Option]:
    counts: Counter = Counter()
    labels = dict(form.fields[name].choices) if name in MULTIPLE else dict(named.get(name, {}))
    for row in rows:
        if not row.is_running:
            continue
        if name not in MULTIPLE:
            labels |= row.names[name]
        if row.meets(chosen, words, without=name):
            counts.update(list(row.names[name]))
    values = labels if name in MULTIPLE else sorted(labels, key=lambda value: str(labels[value]))
    return [
        Option(value, labels[value], counts[value], value in chosen.get(name, ()))
        for value in values
    ]
