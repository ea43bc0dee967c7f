"""The rows of the directory: an agency, the offer that is looked for, and its record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F, OuterRef, QuerySet, Subquery

from marketplace.models import CredentialGrade
from marketplace.notation import in_chinese
from marketplace.search import text_search

from ..filters import AgencyFilter
from ..filters.agency_filter import MATCH
from ..filters.offers import with_amount
from ..models import Agency, Credential, ListedService
from ..registry import Figure, records

TAGS = 3
Keys = Collection[int] | QuerySet
OFFER_COLUMNS = {"days": "committed_days", "price": "amount"}


@dataclass
class Entry:
    """One row of the directory: an agency with the offer that is looked for."""

    agency: Agency
    offer: ListedService | None = None
    more: int = 0
    credentials: list[str] = field(default_factory=list)
    figures: dict[str, Figure] = field(default_factory=dict)
    is_kept: bool = False


def in_order(chosen: AgencyFilter) -> QuerySet[Agency]:
    """Return the agencies that meet the filters, in the order that is asked for."""
    rows, sort = chosen.qs, chosen.order
    names = _names()
    if sort == MATCH:
        return text_search().rank(rows, chosen.chosen["q"], names=names)
    if sort == "name":
        return rows.order_by(names[0], "pk")
    if sort == "new":
        return rows.order_by(F("listed_at").desc(nulls_last=True), names[0], "pk")
    if sort in OFFER_COLUMNS:
        best = Subquery(_best_offer(chosen, OFFER_COLUMNS[sort]))
        return rows.annotate(best=best).order_by(F("best").asc(nulls_last=True), names[0], "pk")
    record = next(each for each in records() if each.key == sort)
    most = F("best").desc(nulls_last=True)
    return rows.annotate(best=record.amount(at=chosen.at)).order_by(most, names[0], "pk")


def entries(
    chosen: AgencyFilter,
    agencies: Iterable[Agency],
    kept: Collection[str],
    *,
    among: QuerySet | None = None,
    tags: int | None = TAGS,
) -> list[Entry]:
    """Return agencies as rows, in a number of queries that none of them adds to.

    ``among`` are their keys as a subquery, where there are too many to be named one by one.
    """
    found = {each.pk: Entry(each, is_kept=each.public_id in kept) for each in agencies}
    keys = list(found) if among is None else among
    _put_offers(found, chosen, keys)
    held = credentials_of(keys, chosen.on)
    figures = figures_of(keys, at=chosen.at)
    for key, entry in found.items():
        entry.credentials = held[key][:tags]
        entry.figures = figures[key]
    return list(found.values())


def figures_of(keys: Keys, *, at: datetime) -> Mapping[int, dict[str, Figure]]:
    """Return the figures that higher apps keep, by the agency's key and the record's."""
    found = defaultdict(dict)
    for record in records():
        for key, figure in record.figures(keys, at=at).items():
            found[key][record.key] = figure
    return found


def credentials_of(keys: Keys, on) -> Mapping[int, list[str]]:
    """Return what agencies hold on a day in words, the best grade of each type, best first."""
    grades = {
        each.pk: f"{each.type.name} · {each.name}"
        for each in CredentialGrade.objects.select_related("type")
    }
    valid = Credential.objects.valid_on(on).filter(agency__in=keys)
    rows = valid.order_by("grade__rank", "type__code").values_list("agency", "type", "grade")
    held = defaultdict(dict)
    for agency, kind, grade in rows:
        held[agency].setdefault(kind, grades[grade])
    return defaultdict(list, {key: list(words.values()) for key, words in held.items()})


def _names() -> tuple[str, str]:
    names = ("organisation__name_zh", "organisation__name_en")
    return names if in_chinese() else names[::-1]


def _best_offer(chosen: AgencyFilter, column: str) -> QuerySet:
    offers = with_amount(chosen.offers()).filter(agency=OuterRef("pk"))
    return offers.order_by(F(column).asc(nulls_last=True)).values(column)[:1]


def _put_offers(found: dict[int, Entry], chosen: AgencyFilter, keys: Keys) -> None:
    """Give each entry the offer that is meant: the cheapest, the fastest, or the first."""
    column = OFFER_COLUMNS.get(chosen.order, "item__code")
    offers = with_amount(chosen.offers()).filter(agency__in=keys)
    for offer in offers.order_by(F(column).asc(nulls_last=True), "item__code"):
        entry = found[offer.agency_id]
        if entry.offer is None:
            offer.item = chosen.catalogue.items[offer.item_id]
            entry.offer = offer
        else:
            entry.more += 1
