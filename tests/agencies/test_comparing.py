"""Agencies side by side, at an address that can be shared."""

import pytest

from tests.factories import (
    DAY,
    NOON,
    AgencyFactory,
    CredentialFactory,
    CredentialTypeFactory,
    ListedServiceFactory,
    PractitionerFactory,
    ServiceItemFactory,
)

from .shown import named, queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def address(*agencies, item=""):
    named = "&".join(f"agency={each.public_id}" for each in agencies)
    return f"/agencies/compare/?{named}" + (f"&item={item}" if item else "")


def sides(client, *agencies, **asked):
    return client.get(address(*agencies, **asked)).context["shown"].sides


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_four_stand_side_by_side_in_the_order_in_which_they_are_named(client, prefix):
    agencies = AgencyFactory.create_batch(4)[::-1]

    response = client.get(prefix + address(*agencies))

    assert response.status_code == 200
    assert [side.agency for side in response.context["shown"].sides] == agencies


def test_a_fifth_is_refused_and_each_can_be_left_out(client):
    agencies = AgencyFactory.create_batch(5)

    response = client.get(address(*agencies))

    assert response.status_code == 422
    assert response.context["refusal"].code == "compare.too_many"
    ways = [way.url for way in response.context["ways"]]
    assert ways[0] == address(*agencies[1:])
    assert all(client.get(way).status_code == 200 for way in ways)


def test_the_same_agency_twice_is_one(client):
    agency = AgencyFactory()

    assert len(sides(client, agency, agency)) == 1


@pytest.mark.parametrize("hidden", ["draft", "in_vetting", "returned", "withdrawn"])
def test_who_is_not_public_is_answered_like_one_that_does_not_exist(client, hidden):
    secret = AgencyFactory(**{hidden: True})

    answers = [client.get(f"/agencies/compare/?agency={each}") for each in
               (secret.public_id, "agency-000404")]  # fmt: skip

    assert [each.status_code for each in answers] == [422, 422]
    assert {each.context["refusal"].code for each in answers} == {"compare.unknown"}
    assert secret.organisation.name_zh not in answers[0].content.decode()


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("?item=XX-99", "compare.no_item"),
        ("?item=²", "compare.no_item"),
        ("?agency=%27%20OR%201", "compare.unknown"),
        ("?agency=" + "9" * 500, "compare.unknown"),
        ("?agency=²", "compare.unknown"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(client, query, code):
    response = client.get(f"/agencies/compare/{query}")

    assert response.status_code == 422
    assert response.context["refusal"].code == code


@pytest.mark.parametrize("query", ["", "?agency=", "?agency=%20"])
def test_nobody_to_compare_leads_to_the_directory(client, query):
    response = client.get(f"/agencies/compare/{query}")

    assert response.status_code == 200
    assert 'href="/agencies/"' in response.content.decode()


def test_prices_and_days_are_of_the_service_that_is_meant(client):
    first, second = ServiceItemFactory(code="A-1"), ServiceItemFactory(code="A-2")
    cheap, fast = AgencyFactory(offers=[second], offers__committed_days=9), AgencyFactory()
    ListedServiceFactory(agency=cheap, item=first, price_minor=800, committed_days=9)
    ListedServiceFactory(agency=fast, item=first, price_minor=900, committed_days=3)

    left, right = sides(client, cheap, fast, item="A-1")

    assert (left.offer.price_minor, left.is_cheapest, left.is_fastest) == (800, True, False)
    assert (right.offer.price_minor, right.is_cheapest, right.is_fastest) == (900, False, True)
    assert (left.listed, right.listed) == (2, 1)
    left, right = sides(client, cheap, fast, item="A-2")
    assert (left.offer.item, left.is_cheapest, right.offer) == (second, False, None)


def test_who_is_alone_with_a_price_or_as_good_as_the_others_is_not_praised(client):
    item = ServiceItemFactory(code="A-1", cap_minor=None, fee_policy="market")
    priced = AgencyFactory(offers=[item], offers__committed_days=5)
    terms = {"price_minor": None, "discount_bp": 900, "committed_days": 5}
    discounted = ListedServiceFactory(item=item, **terms).agency

    left, right = sides(client, priced, discounted)

    assert not any((left.is_cheapest, right.is_cheapest, left.is_fastest, right.is_fastest))


def test_without_a_service_the_one_that_most_offer_is_compared(client):
    first, second = ServiceItemFactory(code="A-1"), ServiceItemFactory(code="A-2")
    one, both = AgencyFactory(offers=[second]), AgencyFactory(offers=[first, second])

    shown = client.get(address(one, both)).context["shown"]

    assert shown.item == second
    assert shown.items == [first, second]


def test_a_service_that_none_of_them_offers_is_said(client):
    ServiceItemFactory(code="A-1")
    agency = AgencyFactory(offers=[ServiceItemFactory(code="A-2")])

    text = client.get("/en" + address(agency, item="A-1")).content.decode()

    assert "None of these agencies offers the service that the address names" in text


def test_who_lacks_a_valid_credential_may_not_answer(client):
    kind = CredentialTypeFactory(code="survey")
    item = ServiceItemFactory(code="A-1", requires=[(kind, "A")])
    right, low = (AgencyFactory(offers=[item], holds=[(kind, grade)]) for grade in "AB")
    late = AgencyFactory(offers=[item])
    CredentialFactory(agency=late, type=kind, valid_to=(NOON - DAY).date())
    out = AgencyFactory(offers=[item], holds=[(kind, "A")], suspended=True)

    shown = sides(client, right, low, late, out)

    assert [side.is_qualified for side in shown] == [True, False, False, False]


def test_of_several_certificates_of_a_type_the_one_that_counts_is_shown(client):
    kind, agency = CredentialTypeFactory(code="survey"), AgencyFactory()
    CredentialFactory(agency=agency, type=kind, valid_to=(NOON - DAY).date())  # grade A, expired
    counts = CredentialFactory(agency=agency, type=kind, grade=kind.grades.get(code="B"))

    [side] = sides(client, agency)

    assert side.held[kind.pk].credential == counts
    assert side.held[kind.pk].lamp.kind == "ok"


def test_a_side_can_be_left_out_and_the_service_stays(client):
    item = ServiceItemFactory(code="A-1")
    first, second = AgencyFactory(offers=[item]), AgencyFactory(offers=[item])

    left, right = sides(client, first, second, item="A-1")

    assert left.url_without == address(second, item="A-1")
    assert right.url_without == address(first, item="A-1")


def test_four_with_much_take_as_many_queries_as_two_with_little(client):
    kind = CredentialTypeFactory()
    item = ServiceItemFactory()
    few = [named(str(number), offers=[item], holds=[(kind, "A")]) for number in range(2)]
    before = queries(client, address(*few))

    many = [named(f"m{number}", offers=[item], holds=[(kind, "A")]) for number in range(2)]
    for agency in many:
        ListedServiceFactory.create_batch(3, agency=agency)
        CredentialFactory.create_batch(3, agency=agency, type=kind)
        PractitionerFactory.create_batch(2, agency=agency)

    assert queries(client, address(*few, *many)) == before


def test_comparing_is_only_reading(client):
    assert client.post("/agencies/compare/").status_code == 405
