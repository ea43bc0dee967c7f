"""Agencies side by side: what each offers for one service, holds, and has shown so far."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count
from django.utils import timezone
from django.utils.functional import Promise

from marketplace.models import ServiceItem

from ..models import Agency, Credential, ListedService
from ..models.readiness import names_of_needed, requirements_of
from ..registry import Figure, records
from .entries import figures_of
from .lamps import ORDER, Lamp, lamp_of

MOST = 4


@dataclass(frozen=True, slots=True)
class Held:
    """The certificate of one type that an agency would answer with."""

    credential: Credential
    lamp: Lamp


@dataclass
class Side:
    """One agency among others."""

    agency: Agency
    people: int = 0
    listed: int = 0
    offer: ListedService | None = None
    held: dict[int, Held] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)
    is_qualified: bool = False
    is_cheapest: bool = False
    is_fastest: bool = False
    url_without: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: what is compared, and the cell of each side."""

    label: str | Promise
    cells: Sequence[object]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Agencies side by side, for one item where they offer any."""

    sides: Sequence[Side]
    item: ServiceItem | None
    items: Sequence[ServiceItem]
    needed: str
    credentials: Sequence[Line]
    records: Sequence[Line]


def compare(agencies: Sequence[Agency], *, item: str, at: datetime) -> Comparison:
    """Return the agencies side by side; without an item, for the one that most of them offer.

    The number of queries does not depend on how many agencies there are, nor on what they hold.
    """
    today = timezone.localdate(at)
    sides = {each.pk: Side(each) for each in agencies}
    offers = list(_offers(sides))
    chosen, items = _meant(offers, item)
    _put_offers(sides, offers, chosen)
    _put_counts(sides)
    types = _put_credentials(sides, today)
    for key, figures in figures_of(sides, at=at).items():
        sides[key].figures = figures
    _judge(sides.values(), chosen, today)
    return Comparison(
        sides=list(sides.values()),
        item=chosen,
        items=items,
        needed=names_of_needed(chosen) if chosen else "",
        credentials=[
            Line(name, [side.held.get(key) for side in sides.values()])
            for key, name in types.items()
        ],
        records=[
            Line(each.label, [side.figures.get(each.key) for side in sides.values()])
            for each in records()
        ],
    )


def _offers(sides: Mapping[int, Side]):
    offers = ListedService.objects.active().filter(agency__in=sides).select_related("item")
    return offers.order_by("item__code").prefetch_related(
        "item__required_credentials__type", "item__required_credentials__min_grade"
    )


def _meant(offers: Iterable[ListedService], code: str):
    """Return the item that is compared, and all that any of the agencies offers."""
    items = {each.item.code: each.item for each in offers}
    offered = Counter(each.item.code for each in offers)
    most = max(offered, key=lambda each: offered[each], default=None)  # the first among equals
    return items.get(code) or items.get(most), list(items.values())


def _put_offers(sides: Mapping[int, Side], offers, item: ServiceItem | None) -> None:
    for offer in offers:
        sides[offer.agency_id].listed += 1
        if item is not None and offer.item_id == item.pk:
            sides[offer.agency_id].offer = offer


def _put_counts(sides: Mapping[int, Side]) -> None:
    people = Count("practitioners")
    for key, count in Agency.objects.filter(pk__in=sides).values_list("pk").annotate(people):
        sides[key].people = count


def _put_credentials(sides: Mapping[int, Side], today) -> dict[int, str]:
    """Give each side the best standing certificate of each type; return the types' names."""
    rows = Credential.objects.filter(agency__in=sides).select_related("type", "grade")
    found = defaultdict(list)
    names = {}
    for each in rows.order_by("type__code", "pk"):
        names[each.type_id] = each.type.name
        found[each.agency_id, each.type_id].append(Held(each, lamp_of(each, today)))
    for (agency, kind), held in found.items():
        sides[agency].held[kind] = min(held, key=_standing)
    return names


def _standing(held: Held) -> tuple:
    """Return what certificates of one type are ordered by: those that count, then the grade."""
    last = held.credential.valid_to
    place = 0 if held.lamp.counts else ORDER.index(held.lamp.kind)
    return place, held.credential.grade.rank, -(last.toordinal() if last else 9_999_999)


def _judge(sides: Iterable[Side], item: ServiceItem | None, today) -> None:
    """Mark who may answer a notice for the item, who is cheapest and who is fastest."""
    offering = [side for side in sides if side.offer is not None]
    for side in offering:
        held = [
            (each.credential.type.code, each.credential.grade.rank)
            for each in side.held.values()
            if each.credential.is_valid_on(today)
        ]
        meets = all(each.is_met_by(held) for each in requirements_of(item))
        side.is_qualified = side.agency.is_listed() and meets
    for side in _least(offering, lambda side: side.offer.offered):
        side.is_cheapest = True
    for side in _least(offering, lambda side: side.offer.committed_days):
        side.is_fastest = True


def _least(sides: Sequence[Side], read: Callable) -> list[Side]:
    """Return the sides with the smallest figure; none where all that have one are equal."""
    known = [(read(side), side) for side in sides if read(side) is not None]
    figures = [figure for figure, _side in known]
    if not figures or min(figures) == max(figures):
        return []
    return [side for figure, side in known if figure == min(figures)]
