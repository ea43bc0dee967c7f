"""What the board can be narrowed by, with the number of services behind each choice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db.models import OuterRef, Subquery

from agencies.models import Agency
from marketplace.facets import Facet, Option
from marketplace.models import Department

from ...models import Owner
from ..models import Pause
from .board import FACETS, counted, narrowed, running

MULTIPLE = ("lamp", "state", "paused")
COLUMNS = {
    "lamp": "colour",
    "state": "notice__state",
    "paused": "paused_by",
    "department": "notice__lines__item__department__code",
    "owner": "notice__owner__public_id",
    "agency": "agency__public_id",
}
MOST = 12  # names in a list; who is not among them is found by the words


def facets(form, at: datetime, chosen: Mapping[str, set[str]], words: str) -> list[Facet]:
    """Return the facets of a valid form, in two queries each at most."""
    return [
        Facet(
            name,
            form.fields[name].label,
            _options(form, name, at, chosen, words),
            name in MULTIPLE,
        )
        for name in FACETS
    ]


def _options(form, name: str, at: datetime, chosen: Mapping, words: str) -> list[Option]:
    pause = Pause.objects.filter(engagement=OuterRef("pk"), resumed_at=None)
    found = running(at).annotate(paused_by=Subquery(pause.values("cause")[:1]))
    counts = counted(narrowed(found, chosen, words, without=name), COLUMNS[name])
    picked = chosen.get(name, set())
    labels = dict(form.fields[name].choices) if name in MULTIPLE else _names(name, counts, picked)
    return [
        Option(value, label, counts.get(value, 0), value in picked)
        for value, label in labels.items()
    ]


def _names(name: str, counts: Mapping[str, int], picked: set[str]) -> dict[str, str]:
    """Return the names of those with the most services, and of those that are chosen."""
    most = sorted(counts, key=lambda value: (-counts[value], value))[:MOST]
    rows = {
        "department": lambda codes: Department.objects.filter(code__in=codes),
        "owner": lambda codes: Owner.objects.filter(public_id__in=codes),
        "agency": lambda codes: Agency.objects.filter(public_id__in=codes),
    }[name]({*most, *picked})
    if name == "department":
        return dict(sorted(((row.code, row.name) for row in rows), key=lambda pair: pair[1]))
    named = ((row.public_id, row.name) for row in rows.select_related("organisation"))
    return dict(sorted(named, key=lambda pair: pair[1]))
