"""The directory with an index: the same agencies and the same counts as without one."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from marketplace.models import ServiceCategory
from tests.factories import CredentialTypeFactory, RegionFactory, ServiceItemFactory
from tests.factories.agencies import AgencyFactory, CredentialFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
ADDRESSES = [
    {},
    {"category": "SHELF0"},
    {"item": "I1"},
    {"category": "SHELF1", "credential": "K1"},
    {"region": "north"},
    {"days": "10"},
    {"q": "测绘"},
    {"q": "测绘", "category": "SHELF0", "region": "north"},
    {"q": "没有"},
]


@pytest.fixture
def market():
    shelves = [
        ServiceCategory.objects.create(code=f"SHELF{n}", name_zh=f"架{n}", name_en=f"Shelf {n}")
        for n in range(2)
    ]
    items = [ServiceItemFactory(code=f"I{n}", category=shelves[n % 2]) for n in range(4)]
    regions = [RegionFactory(code="north"), RegionFactory(code="south")]
    kinds = [CredentialTypeFactory(code=f"K{number}") for number in range(3)]
    for number in range(12):
        agency = AgencyFactory(
            organisation__name_zh=f"{'云浦测绘' if number % 3 else '石磐勘察'}{number}号",
            organisation__name_en="",
            region=regions[number % 2],
            suspended=number == 11,
        )
        for item in items[: number % 4]:
            agency.services.create(item=item, price_minor=1, committed_days=number + 1)
        if number % 2:
            CredentialFactory(agency=agency, type=kinds[number % 3])


def shown(client, address):
    page = client.get(reverse("agencies:directory"), address)
    return (
        [entry.agency.public_id for entry in page.context["entries"]],
        [facet for facet in page.context["facets"] if facet.name != "record"],
    )


def test_lists_and_counts_are_the_same_with_and_without_an_index(client, market):
    before = [shown(client, address) for address in ADDRESSES]

    call_command("rebuild_search", backend="database", verbosity=0)

    assert [shown(client, address) for address in ADDRESSES] == before
    assert len(before[0][0]) == 11
