"""The public directory: who is on the market, for what, how fast and at what price."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.core.paginator import Paginator
from django.db.models import BigIntegerField, Case, ExpressionWrapper, F, OuterRef, Subquery, When
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..domain.lifecycle import State
from ..filters import AgencyFilter, Catalogue, Facets
from ..filters.agency_filter import SORTS
from ..models import Agency, Credential, ListedService
from .addresses import Addresses
from .choices import choices_of

PAGE = 20
TAGS = 3
WHOLE_BP = 10_000


@dataclass
class Entry:
    """One row of the directory: an agency with the offer that is looked for."""

    agency: Agency
    offer: ListedService | None = None
    more: int = 0
    credentials: list[str] = field(default_factory=list)


@require_safe
def directory(request):
    """Show the agencies that meet the filters, twenty a page, with counts beside each choice."""
    chosen = AgencyFilter(
        request.GET,
        Agency.objects.select_related("organisation", "region"),
        on=timezone.localdate(request.received_at),
        catalogue=Catalogue(),
    )
    addresses = Addresses(request)
    if addresses.has_blanks():
        return redirect(addresses.without())
    if not chosen.is_valid():
        context = {"form": chosen.form, "url": request.path}
        return render(request, "agencies/directory_wrong.html", context, status=422)
    sort = chosen.chosen.get("sort", "name")
    page = Paginator(_sorted(chosen, sort), PAGE).get_page(request.GET.get("page"))
    chips = _chips(chosen, addresses)
    context = {
        "form": chosen.form,
        "choices": choices_of(chosen, Facets(chosen)),
        "page": page,
        "entries": _entries(chosen, list(page.object_list), sort),
        "chips": chips,
        "clear_url": addresses.without(*(name for name in chosen.chosen if name != "sort")),
        "ways": [] if page.paginator.count else _ways(chosen, addresses),
        "sorts": [(label, addresses.with_one("sort", key), key == sort) for key, label in SORTS],
        "sort": sort,
        "listed": Agency.objects.listed().count(),
    }
    return render(request, "agencies/directory.html", context)


# --- Order ------------------------------------------------------------------------------------


def _with_amount(offers):
    """Annotate each offer with its price in minor units; a discount is taken off the cap."""
    discounted = F("item__cap_minor") * (WHOLE_BP - F("discount_bp")) / WHOLE_BP
    amount = Case(
        When(price_minor__isnull=False, then=F("price_minor")),
        default=ExpressionWrapper(discounted, output_field=BigIntegerField()),
        output_field=BigIntegerField(),
    )
    return offers.annotate(amount=amount)


def _sorted(chosen: AgencyFilter, sort: str):
    name = "organisation__name_zh"
    if (get_language() or "").startswith("en"):
        name = "organisation__name_en"
    if sort == "name":
        return chosen.qs.order_by(name, "pk")
    column = {"days": "committed_days", "price": "amount"}[sort]
    offers = _with_amount(chosen.offers()).filter(agency=OuterRef("pk"))
    best = Subquery(offers.order_by(F(column).asc(nulls_last=True)).values(column)[:1])
    return chosen.qs.annotate(best=best).order_by(F("best").asc(nulls_last=True), name, "pk")


# --- Rows -------------------------------------------------------------------------------------


def _entries(chosen: AgencyFilter, agencies: list[Agency], sort: str) -> list[Entry]:
    entries = {agency.pk: Entry(agency) for agency in agencies}
    _put_offers(entries, chosen, sort)
    _put_credentials(entries, chosen.on)
    return list(entries.values())


def _put_offers(entries: dict[int, Entry], chosen: AgencyFilter, sort: str) -> None:
    offers = _with_amount(chosen.offers()).filter(agency__in=entries).select_related("item")
    order = {"days": "committed_days", "price": "amount"}.get(sort, "item__code")
    for offer in offers.order_by(F(order).asc(nulls_last=True), "item__code"):
        entry = entries[offer.agency_id]
        if entry.offer is None:
            entry.offer = offer
        else:
            entry.more += 1


def _put_credentials(entries: dict[int, Entry], on) -> None:
    valid = Credential.objects.valid_on(on).filter(agency__in=entries)
    held = defaultdict(dict)
    for each in valid.select_related("type", "grade").order_by("grade__rank", "type__code"):
        held[each.agency_id].setdefault(each.type_id, f"{each.type.name} · {each.grade.name}")
    for key, entry in entries.items():
        entry.credentials = list(held[key].values())[:TAGS]


# --- What is in use ---------------------------------------------------------------------------


def _chips(chosen: AgencyFilter, addresses: Addresses) -> list[dict]:
    """Return the filters in use, each with the address of the page without it."""
    chips = []
    for name, value in chosen.chosen.items():
        if name == "sort" or value == State.LISTED:
            continue
        labels = dict(chosen.filters[name].extra.get("choices", ()))
        for one in value if isinstance(value, list) else [value]:
            label = labels.get(one) or _text_of(name, one)
            chips.append(
                {"name": name, "label": label, "url": addresses.without_one(name, str(one))}
            )
    return chips


def _text_of(name: str, value) -> str:
    if name == "days":
        return _("at most %(days)d working days") % {"days": value}
    return _("“%(text)s”") % {"text": value}


def _ways(chosen: AgencyFilter, addresses: Addresses) -> list[dict]:
    """Return which filter one could leave out, with how many agencies that would find."""
    ways = []
    for name in chosen.chosen.keys() - {"sort"}:
        found = chosen.narrowed(without={name}).count()
        if found:
            label = _("Leave out the filter “%(filter)s”") % {"filter": chosen.filters[name].label}
            count = ngettext("%(count)d agency", "%(count)d agencies", found) % {"count": found}
            ways.append((found, {"label": label, "url": addresses.without(name), "count": count}))
    return [way for _found, way in sorted(ways, key=lambda pair: -pair[0])]
