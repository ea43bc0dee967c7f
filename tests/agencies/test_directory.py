"""The public directory: what its filters find, and in which order."""

import pytest

from marketplace.models import CredentialType
from tests.factories import (
    DAY,
    NOON,
    AgencyFactory,
    CredentialFactory,
    CredentialTypeFactory,
    ListedServiceFactory,
    OrganisationFactory,
    RegionFactory,
)

from .shown import named, names

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


# --- What is found ----------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_directory_answers_in_both_languages(client, prefix):
    organisation = OrganisationFactory(name_zh="清越环境", name_en="Qingyue Environment")
    AgencyFactory(organisation=organisation)

    response = client.get(f"{prefix}/agencies/")

    assert response.status_code == 200
    assert ("Qingyue Environment" if prefix else "清越环境") in response.content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["甲", "乙"]),
        ("?state=listed", ["甲", "乙"]),
        ("?state=publicity", ["丙"]),
        ("?state=suspended", ["丁"]),
        ("?state=removed", ["戊"]),
    ],
)
def test_the_state_is_a_filter_and_drafts_are_never_shown(client, query, expected):
    for name, trait in {"甲": "", "乙": "", "丙": "publicity", "丁": "suspended"}.items():
        named(name, **({trait: True} if trait else {}))
    named("戊", removed=True)
    for trait in ("draft", "in_vetting", "returned", "withdrawn"):
        named(f"未{trait}", **{trait: True})

    assert sorted(names(client, query)) == sorted(expected)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?category=EIA", ["双", "报", "表"]),
        ("?category=ENV", ["双", "报", "测", "表"]),
        ("?item=EIA-01", ["双", "报"]),
        ("?category=EIA&item=EIA-01", ["双", "报"]),
        ("?category=EIA&category=SUR&item=EIA-01", ["双", "报", "测"]),
        ("?item=EIA-01&item=SUR-01", ["双", "报", "测"]),
        ("?category=EIA&days=5", ["表"]),
        ("?days=10", ["报", "测", "表"]),
        ("?days=１０", ["报", "测", "表"]),
    ],
)
def test_services_and_days_narrow_together(client, shelf, query, expected):
    ListedServiceFactory(agency=named("报"), item=shelf["report"], committed_days=10)
    ListedServiceFactory(agency=named("表"), item=shelf["form"], committed_days=5)
    ListedServiceFactory(agency=named("测"), item=shelf["survey"], committed_days=5)
    both = named("双")
    ListedServiceFactory(agency=both, item=shelf["report"], committed_days=15)
    ListedServiceFactory(agency=both, item=shelf["form"], committed_days=16)
    ListedServiceFactory(agency=named("停"), item=shelf["report"], is_active=False)

    assert sorted(names(client, query)) == sorted(expected)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?credential=survey", ["甲级", "乙级"]),
        ("?credential=survey:A", ["甲级"]),
        ("?credential=other", []),
    ],
)
def test_a_credential_counts_with_its_grade_while_it_is_valid(client, query, expected):
    survey = CredentialTypeFactory(code="survey")
    CredentialTypeFactory(code="other")
    named("甲级", holds=[(survey, "A")])
    named("乙级", holds=[(survey, "B")])
    CredentialFactory(agency=named("过期"), type=survey, valid_to=(NOON - DAY).date())

    assert sorted(names(client, query)) == sorted(expected)


def test_an_abolished_credential_finds_nobody(client):
    survey = CredentialTypeFactory(code="survey")
    named("甲", holds=[(survey, "A")])
    CredentialType.objects.update(abolished_on=NOON.date())

    assert names(client, "?credential=survey") == []


def test_a_region_holds_its_parts(client):
    city = RegionFactory(code="city")
    district = RegionFactory(code="district", parent=city)
    street = RegionFactory(code="street", parent=district)
    for name, region in {"市": city, "区": district, "街": street}.items():
        named(name, region=region)
    named("外", region=RegionFactory(code="outside"))

    assert sorted(names(client, "?region=district")) == ["区", "街"]
    assert sorted(names(client, "?region=city")) == ["区", "市", "街"]
    assert sorted(names(client, "?region=street&region=outside")) == ["外", "街"]


@pytest.mark.parametrize("text", ["清越", "越环 清", "qingyue", "AGENCY-900777", "code", "wide"])
def test_text_finds_name_id_and_credit_code(client, text):
    organisation = OrganisationFactory(name_zh="清越环境", name_en="Qingyue Environment")
    agency = AgencyFactory(organisation=organisation, public_id="agency-900777")
    named("别家")
    code = agency.organisation.credit_code
    text = {"code": code, "wide": "".join(chr(ord(c) + 0xFEE0) for c in code)}.get(text, text)

    assert names(client, f"?q={text}") == ["清越环境"]


def test_filters_are_combined(client, shelf):
    north, south = RegionFactory(code="north"), RegionFactory(code="south")
    named("甲", region=north, offers=[shelf["report"]])
    named("乙", region=south, offers=[shelf["report"]])
    named("丙", region=north, offers=[shelf["survey"]])

    assert names(client, "?region=north&category=EIA") == ["甲"]


# --- Order ------------------------------------------------------------------------------------


def test_the_order_is_by_name_days_or_price(client, shelf):
    item = shelf["report"]
    ListedServiceFactory(agency=named("b"), item=item, price_minor=900, committed_days=3)
    ListedServiceFactory(agency=named("a"), item=item, price_minor=800, committed_days=9)
    discount = {"price_minor": None, "discount_bp": 9_999, "committed_days": 6}  # 200 fen
    ListedServiceFactory(agency=named("c"), item=item, **discount)
    named("d")

    assert names(client) == ["a", "b", "c", "d"]
    assert names(client, "?sort=days") == ["b", "c", "a", "d"]
    assert names(client, "?sort=price") == ["c", "a", "b", "d"]


def test_the_order_goes_by_the_services_that_are_meant(client, shelf):
    first, second = named("a"), named("b")
    ListedServiceFactory(agency=first, item=shelf["report"], committed_days=9)
    ListedServiceFactory(agency=first, item=shelf["survey"], committed_days=1)
    ListedServiceFactory(agency=second, item=shelf["report"], committed_days=5)

    response = client.get("/agencies/?sort=days&item=EIA-01")

    shown = [(entry.agency.pk, entry.offer.committed_days) for entry in response.context["entries"]]
    assert shown == [(second.pk, 5), (first.pk, 9)]
