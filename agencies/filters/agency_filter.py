"""What the directory can be narrowed by. Every state of it is an address that can be shared."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, Filter, FilterSet, MultipleChoiceFilter

from marketplace.formfields import AmountField, DaysField, LineField
from marketplace.search import text_search

from ..domain.lifecycle import State
from ..domain.requirement import Alternative, Requirement
from ..models import Agency, Credential, ListedService
from ..models.agency import STATE_LABELS
from ..registry import marks, records
from .catalogue import Catalogue
from .offers import with_amount

SEARCHED = ("organisation__name_zh", "organisation__name_en", "public_id")
SEARCHED += ("organisation__credit_code",)
SHOWN = (State.LISTED, State.PUBLICITY, State.SUSPENDED, State.REMOVED)
SERVICE = frozenset({"category", "item"})
OFFER = SERVICE | {"days", "price", "discount"}
MATCH = "match"
AT_HAND = 5_000  # so many agencies that match the words are looked for only once
SORTS = {"name": _("Name"), "price": _("Price"), "days": _("Committed days"), "new": _("Newest")}
A_PERCENT = 100  # basis points


class LineFilter(Filter):
    """One line of text, read as carefully as in a form."""

    field_class = LineField


class DaysFilter(Filter):
    """A whole number of working days."""

    field_class = DaysField


class AmountFilter(Filter):
    """An amount of money."""

    field_class = AmountField


class AgencyFilter(FilterSet):
    """The directory's filters, at a moment: its day is the one on which credentials count.

    Categories and items together say which services are meant: an item that is chosen
    narrows its category to itself. ``days``, ``price`` and ``discount`` are asked of one and the
    same of those services. Of the marks of ``record`` an agency must have every one.
    """

    q = LineFilter(label=_("Name, agency id or credit code"), max_length=100, method="by_text")
    state = ChoiceFilter(
        label=_("State"),
        choices=[(state.value, STATE_LABELS[state]) for state in SHOWN],
        empty_label=None,
        null_label=None,
    )
    category = MultipleChoiceFilter(label=_("Service"), method="leave")
    item = MultipleChoiceFilter(label=_("Service item"), method="leave")
    credential = ChoiceFilter(label=_("Credential"), empty_label=_("Any"), method="by_credential")
    region = MultipleChoiceFilter(label=_("Region"), method="by_region")
    price = AmountFilter(label=_("Offered price at most"), method="leave")
    discount = DaysFilter(
        label=_("Discount off the cap at least"), minimum=1, maximum=99, method="leave"
    )
    days = DaysFilter(label=_("Committed to at most"), method="leave")
    record = MultipleChoiceFilter(label=_("Record"), method="by_record")
    sort = ChoiceFilter(label=_("Order"), method="leave")

    def __init__(self, data, queryset, *, at: datetime, catalogue: Catalogue) -> None:
        super().__init__(data, queryset)
        self.at = at
        self.on = timezone.localdate(at)
        self.catalogue = catalogue
        for name, choices in self._choices().items():
            self.filters[name].extra["choices"] = choices

    @property
    def qs(self) -> QuerySet:
        """Return the agencies that meet every filter; none where a filter cannot be read."""
        return self.narrowed() if self.form.is_valid() else self.queryset.none()

    @property
    def chosen(self) -> dict:
        """Return the filters in use, by name, as they were read."""
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    @property
    def order(self) -> str:
        """Return the order that is asked for; without asking what matches best, else the name."""
        asked = self.chosen.get("sort")
        if asked == MATCH and "q" not in self.chosen:
            asked = None
        return asked or (MATCH if "q" in self.chosen else "name")

    def narrowed(self, *, without: Collection[str] = ()) -> QuerySet:
        """Return the agencies that meet every filter in use, but for those named."""
        rows = self.queryset
        if "state" not in {*self.chosen, *without}:
            rows = rows.listed()
        for name, value in self.chosen.items():
            if name not in without:
                rows = self.filters[name].filter(rows, value)
        if OFFER & self.chosen.keys() - set(without):
            offers = self.offers(without=without).filter(agency=OuterRef("pk"))
            rows = rows.filter(Exists(offers))
        return rows

    def offers(self, *, without: Collection[str] = ()) -> QuerySet:
        """Return the listed services that are meant, within the days and the price asked for."""
        offers = ListedService.objects.active()
        asked = {name: self.chosen[name] for name in OFFER & self.chosen.keys() - set(without)}
        items = None if set(without) >= SERVICE else self.items_meant()
        if items is not None:
            offers = offers.filter(item__in=items)
        if "days" in asked:
            offers = offers.filter(committed_days__lte=asked["days"])
        if "price" in asked:
            offers = with_amount(offers).filter(amount__lte=asked["price"].minor)
        if "discount" in asked:
            offers = offers.filter(discount_bp__gte=asked["discount"] * A_PERCENT)
        return offers

    def items_meant(self) -> set[int] | None:
        """Return the keys of the services that are meant, or None for all of them."""
        codes = set(self.chosen.get("item", ()))
        picked = {item.pk for item in self.catalogue.items.values() if item.code in codes}
        meant = set(picked)
        for category in self.catalogue.categories.values():
            if category.code in self.chosen.get("category", ()):
                below = self.catalogue.items_below(category)
                meant |= set() if below & picked else below
        return meant if SERVICE & self.chosen.keys() else None

    def marked(self, rows: QuerySet, name: str) -> QuerySet:
        """Return those of the agencies that have a mark of their record."""
        record, mark, _label = marks()[name]
        return rows.filter(pk__in=record.having(mark, at=self.at))

    def leave(self, rows, name, value):
        """Narrow nothing here: ``offers`` and the order see to it."""
        return rows

    def by_text(self, rows, name, text):
        return rows.filter(pk__in=self._matching)

    @cached_property
    def _matching(self) -> list[int] | QuerySet:
        """Return the keys of the agencies that have the words; each facet asks for them."""
        public = Agency.objects.public()
        text = self.chosen["q"]
        found = text_search().narrow(public, text, kind="agency", fields=SEARCHED)
        keys = found.order_by().values_list("pk", flat=True)
        at_hand = list(keys[: AT_HAND + 1])
        return at_hand if len(at_hand) <= AT_HAND else keys

    def by_region(self, rows, name, codes):
        return rows.filter(region__in=self.catalogue.regions_within(codes))

    def by_record(self, rows, name, wanted):
        for mark in wanted:
            rows = self.marked(rows, mark)
        return rows

    def by_credential(self, rows, name, value):
        wanted = Requirement((self._alternative(value),))
        held = Credential.objects.valid_on(self.on).meeting(wanted)
        return rows.filter(Exists(held.filter(agency=OuterRef("pk"))))

    def _alternative(self, value: str) -> Alternative:
        """Read ``TYPE`` (any grade) or ``TYPE:GRADE`` (that grade or a better one)."""
        code, _colon, grade = value.partition(":")
        kind = next(each for each in self.catalogue.credential_types if each.code == code)
        ranks = {each.code: each.rank for each in kind.grades.all()}
        return Alternative(code, ranks[grade] if grade else max(ranks.values(), default=0))

    def _choices(self) -> dict[str, list]:
        catalogue = self.catalogue
        return {
            "category": [(each.code, each.name) for each in catalogue.categories.values()],
            "item": [(each.code, each.name) for each in catalogue.items.values()],
            "region": [(each.code, each.name) for each in catalogue.regions.values()],
            "credential": [
                choice for kind in catalogue.credential_types for choice in credential_choices(kind)
            ],
            "record": [(name, label) for name, (_record, _mark, label) in marks().items()],
            "sort": [(MATCH, _("Best match")), *sorts().items()],
        }


def sorts() -> dict[str, str]:
    """Return the orders of the directory: its own, and by the figures that others keep."""
    return SORTS | {record.key: record.sort_label for record in records()}


def credential_choices(kind) -> list[tuple[str, str]]:
    """Return the type alone, then its grades from the best to the last but one."""
    grades = sorted(kind.grades.all(), key=lambda grade: grade.rank)
    graded = [
        (f"{kind.code}:{each.code}", _at_least(kind, each, first=each is grades[0]))
        for each in grades[:-1]
    ]
    return [(kind.code, kind.name), *graded]


def _at_least(kind, grade, *, first: bool) -> str:
    words = _("%(type)s, %(grade)s") if first else _("%(type)s, %(grade)s or better")
    return words % {"type": kind.name, "grade": grade.name}
