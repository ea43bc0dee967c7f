"""The directory against a count by hand: random worlds, random filters, every facet."""

import random

import pytest
from django.http import QueryDict

from agencies.filters import AgencyFilter, Catalogue, Facets
from agencies.models import Agency
from agencies.presentation.choices import facets_of
from agencies.presentation.entries import in_order
from marketplace.models import CredentialType, Region, ServiceCategory, ServiceItem
from tests.factories import (
    DAY,
    NOON,
    AgencyFactory,
    CredentialFactory,
    CredentialTypeFactory,
    ListedServiceFactory,
    OrganisationFactory,
    RegionFactory,
    ServiceCategoryFactory,
    ServiceItemFactory,
)

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
STATES = ["listed"] * 5 + ["publicity", "suspended", "removed", "draft"]
PERIODS = [
    {"valid_from": TODAY, "valid_to": None},
    {"valid_from": TODAY - 9 * DAY, "valid_to": TODAY},
    {"valid_from": TODAY - 9 * DAY, "valid_to": TODAY - DAY},
    {"valid_from": TODAY + DAY, "valid_to": TODAY + 9 * DAY},
]
WORDS = ["清越", "松澈", "观屿", "环境", "测绘"]


def make_world(dice):
    """Write 30 agencies of every kind into the register."""
    for root in ("A", "B"):
        shelf = ServiceCategoryFactory(code=root)
        ServiceItemFactory(code=f"{root}-0", category=shelf)
        for part in "12":
            below = ServiceCategoryFactory(code=root + part, parent=shelf)
            for number in "12":
                cap = dice.choice([2_000_000, 999_999, 1_000_001])
                ServiceItemFactory(code=f"{root}{part}-{number}", category=below, cap_minor=cap)
    city = RegionFactory(code="city")
    for code in ("north", "south"):
        RegionFactory(code=f"{code}-street", parent=RegionFactory(code=code, parent=city))
    kinds = [CredentialTypeFactory(code=code) for code in ("eia", "survey", "old")]
    CredentialType.objects.filter(code="old").update(abolished_on=TODAY - DAY)
    items, regions = list(ServiceItem.objects.all()), list(Region.objects.all())
    for _number in range(30):
        make_agency(dice, items, regions, kinds)


def make_agency(dice, items, regions, kinds):
    state = dice.choice(STATES)
    name = "".join(dice.sample(WORDS, 2)) + str(dice.randrange(10**6))
    agency = AgencyFactory(
        organisation=OrganisationFactory(name_zh=name, name_en=""),
        region=dice.choice(regions),
        **({} if state == "listed" else {state: True}),
    )
    for item in dice.sample(items, dice.randrange(5)):
        discount = dice.random() < 0.3
        ListedServiceFactory(
            agency=agency,
            item=item,
            price_minor=None if discount else dice.randrange(100, 900_000),
            discount_bp=dice.choice([500, 1234, 3333, 5000]) if discount else None,
            committed_days=dice.randrange(1, 20),
            is_active=dice.random() < 0.8,
        )
    for kind in dice.sample(kinds, dice.randrange(3)):
        for _certificate in range(dice.randrange(3)):
            CredentialFactory(
                agency=agency,
                type=kind,
                grade=dice.choice(list(kind.grades.all())),
                **dice.choice(PERIODS),
                revoked_on=dice.choice([None, None, TODAY, TODAY + DAY]),
            )


def some_query(dice) -> str:
    """Return filters at random, each in one of three questions or so."""
    categories = list(ServiceCategory.objects.values_list("code", flat=True))
    items = list(ServiceItem.objects.values_list("code", flat=True))
    regions = list(Region.objects.values_list("code", flat=True))
    credentials = ["eia", "eia:A", "survey", "survey:A", "old"]
    query = QueryDict(mutable=True)
    choices = {
        "q": [dice.choice(WORDS)],
        "state": [dice.choice(["listed", "publicity", "suspended", "removed"])],
        "category": dice.sample(categories, dice.randrange(1, 3)),
        "item": dice.sample(items, dice.randrange(1, 3)),
        "region": dice.sample(regions, dice.randrange(1, 3)),
        "credential": [dice.choice(credentials)],
        "price": [str(dice.randrange(10, 9000))],
        "discount": [str(dice.randrange(1, 60))],
        "days": [str(dice.randrange(1, 20))],
    }
    for name, values in choices.items():
        if dice.random() < 0.3:
            query.setlist(name, values)
    return query.urlencode()


class ByHand:
    """The same questions, asked of lists."""

    def __init__(self, query: QueryDict) -> None:
        self.query = query
        rows = Agency.objects.select_related("organisation", "region__parent__parent")
        rows = rows.prefetch_related(
            "services__item__category__parent", "credentials__grade", "credentials__type__grades"
        )
        self.agencies = list(rows)
        items = ServiceItem.objects.select_related("category__parent")
        self.shelves = {each.code: shelves_of(each) for each in items}

    def found(self, *, without=(), **extra):
        asked = {name: self.query.getlist(name) for name in self.query if name not in without}
        asked |= extra
        return [each for each in self.agencies if self._meets(each, asked)]

    def _meets(self, agency, asked) -> bool:
        states = asked.get("state", ["listed"]) if "any_state" not in asked else None
        return (
            (states is None or agency.state in states)
            and all(word in agency.organisation.name_zh for word in asked.get("q", []))
            and ("region" not in asked or bool({*asked["region"]} & regions_of(agency)))
            and ("credential" not in asked or self._holds(agency, asked["credential"][0]))
            and self._offers(agency, asked)
        )

    def _holds(self, agency, value) -> bool:
        code, _colon, grade = value.partition(":")
        return any(
            each.is_valid_on(TODAY)
            and each.type.code == code
            and (not grade or each.grade.rank <= rank_of(grade, each.type))
            for each in agency.credentials.all()
        )

    def _offers(self, agency, asked) -> bool:
        if not {"category", "item", "price", "discount", "days"} & asked.keys():
            return True
        return any(self._offer_meets(each, asked) for each in agency.services.all())

    def _offer_meets(self, offer, asked) -> bool:
        price, days = asked.get("price"), asked.get("days")
        discount = asked.get("discount")
        return (
            offer.is_active
            and self._is_meant(offer.item, asked)
            and (not price or offer.offered.minor <= int(price[0]) * 100)
            and (not days or offer.committed_days <= int(days[0]))
            and (not discount or (offer.discount_bp or 0) >= int(discount[0]) * 100)
        )

    def _is_meant(self, item, asked) -> bool:
        """An item that is chosen narrows its category to itself."""
        items, categories = asked.get("item", []), asked.get("category", [])
        if not items and not categories:
            return True
        picked = {code: self.shelves[code] for code in items if code in self.shelves}
        open_shelves = {
            code for code in categories if not any(code in shelves for shelves in picked.values())
        }
        return item.code in picked or bool(self.shelves[item.code] & open_shelves)


def regions_of(agency) -> set:
    found, region = set(), agency.region
    while region is not None:
        found.add(region.code)
        region = region.parent
    return found


def shelves_of(item) -> set:
    return {item.category.code} | ({item.category.parent.code} if item.category.parent else set())


def rank_of(code, credential_type) -> int:
    [rank] = (grade.rank for grade in credential_type.grades.all() if grade.code == code)
    return rank


def asked(query: str) -> AgencyFilter:
    rows = Agency.objects.select_related("organisation", "region")
    chosen = AgencyFilter(QueryDict(query), rows, at=NOON, catalogue=Catalogue())
    assert chosen.is_valid(), chosen.form.errors
    return chosen


def names(agencies) -> list[str]:
    return sorted(each.organisation.name_zh for each in agencies)


WITHOUT = {"category": {"category", "item"}, "item": {"category", "item"}}


@pytest.mark.parametrize("seed", range(5))
def test_filters_and_counts_are_those_of_a_count_by_hand(seed):
    dice = random.Random(seed)  # noqa: S311 - a world, not a secret
    make_world(dice)

    for _question in range(12):
        query = some_query(dice)
        chosen, by_hand = asked(query), ByHand(QueryDict(query))

        assert names(in_order(chosen)) == names(by_hand.found()), query
        for facet in facets_of(chosen):
            for option in (each for root in facet.options for each in root.all()):
                name = option.name or facet.name
                if name == "record":
                    continue
                left_out = WITHOUT.get(name, {name})
                expected = by_hand.found(without=left_out, **{name: [option.value]})
                assert option.count == len(expected), (query, name, option.value)


@pytest.mark.parametrize("seed", range(5, 8))
def test_whoever_is_cheapest_or_fastest_of_what_is_meant_comes_first(seed):
    dice = random.Random(seed)  # noqa: S311 - a world, not a secret
    make_world(dice)

    for query in ("", "category=A", "item=A1-1&item=B2-2", "days=12"):
        chosen = asked(f"{query}&sort=price")
        by_hand = ByHand(QueryDict(query))
        prices = [lowest(each, by_hand, "offered") for each in in_order(chosen)]
        known = [each for each in prices if each is not None]

        assert known == sorted(known)
        assert prices == known + [None] * (len(prices) - len(known))

        fastest = in_order(asked(f"{query}&sort=days"))
        days = [lowest(each, by_hand, "committed_days") for each in fastest]
        assert [each for each in days if each] == sorted(each for each in days if each)


def lowest(agency, by_hand, column):
    asked_for = {name: by_hand.query.getlist(name) for name in by_hand.query}
    found = [
        getattr(each, column)
        for each in agency.services.all()
        if by_hand._offer_meets(each, asked_for)
    ]
    return min(found, default=None)


def test_groups_of_agencies_are_counted_whatever_the_order_of_their_services():
    first, second = ServiceItemFactory(code="X-1"), ServiceItemFactory(code="X-2")
    for items in ([first, second], [second, first], [first], []):
        AgencyFactory(offers=items)

    by_item, _by_category = Facets(asked("")).services()

    assert (by_item[first.pk], by_item[second.pk]) == (3, 2)
