"""A city of any size, written in bulk: what the benches of pages look at.

The rows go past the commands and, while they are written, past the triggers; they have no events.
Every number follows from a row's place, so two runs make the same city.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db import connection
from wagtail.models import Site

from agencies.models import Agency, Credential, ListedService
from marketplace import triggers
from marketplace.commands import load_catalogue, open_hall
from marketplace.data import shipped_catalogue
from marketplace.models import CredentialType, Hall, Region, ServiceItem
from marketplace.organisations.models import Membership, Organisation
from procurement.models import Owner
from tests.bench.crowd_notices import notices_of
from tests.bench.crowd_words import DAY, organisation_words, store
from tests.factories.marketplace import credit_code

NOTICES_AN_OWNER = 37
SERVICES, HELD = 3, 2
OWNERS_CODES = 5_000_000  # credit codes of owners begin here, those of agencies at 0


@dataclass(frozen=True)
class City:
    """What a bench needs to know of it."""

    agency: Agency
    owner: Owner
    agency_user: object
    owner_user: object


def make_city(agencies: int, notices: int, *, at: dt.datetime, answered: bool = True) -> City:
    """Write a city with so many agencies and notices into an empty, migrated database."""
    site = Site.objects.get(is_default_site=True)
    open_hall(site=site, by=None, at=at, code="bench", name_zh="测试市", name_en="Bench City",
              city_zh="测试市", city_en="Bench City", complaint_phone="0000-1")  # fmt: skip
    load_catalogue(data=shipped_catalogue(), at=at)
    with without_triggers():
        firms = _agencies(agencies, at)
        owners = _owners(max(1, notices // NOTICES_AN_OWNER), at)
        notices_of(notices, firms if answered else [], owners, at)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return City(
        agency=firms[0],
        owner=owners[0],
        agency_user=_member("agency@bench.example", firms[0].organisation),
        owner_user=_member("owner@bench.example", owners[0].organisation),
    )


@contextmanager
def without_triggers() -> Iterator[None]:
    """Lift every trigger while rows are written in bulk."""
    with connection.cursor() as cursor:
        for each in triggers.declared:
            if connection.vendor == "postgresql" or each.verb != "TRUNCATE":
                cursor.execute(each.drop(connection.vendor))
    yield
    triggers.install(triggers.declared, using="default")


def _member(email: str, organisation: Organisation):
    user = get_user_model().objects.create_user(username=email, email=email)
    Membership.objects.create(
        user=user, organisation=organisation, role=Membership.Role.ADMINISTRATOR
    )
    return user


def _organisations(count: int, first: int) -> list[Organisation]:
    return store(
        Organisation,
        (
            Organisation(credit_code=credit_code(first + number), **organisation_words(number))
            for number in range(count)
        ),
    )


def _agencies(count: int, at: dt.datetime) -> list[Agency]:
    regions = list(Region.objects.order_by("pk"))
    firms = store(
        Agency,
        (
            Agency(
                public_id=f"agency-{number + 1:06}",
                organisation=organisation,
                region=regions[number % len(regions)],
                address="测试路1号",
                legal_representative="甲某",
                contact_name="乙某",
                contact_phone="0000-2",
                introduction_zh="成立于2009年，专业从事建设项目咨询。",
                state="suspended" if number % 50 == 49 else "listed",
                state_reason="两份报告超期。" if number % 50 == 49 else "",
                submitted_at=at - 90 * DAY,
                listed_at=at - (80 - number % 60) * DAY,
            )
            for number, organisation in enumerate(_organisations(count, 0))
        ),
    )
    store(Credential, _credentials(firms, at.date()))
    store(ListedService, _services(firms))
    return firms


def _credentials(firms, today: dt.date):
    kinds = [
        (kind, list(kind.grades.order_by("rank")))
        for kind in CredentialType.objects.prefetch_related("grades").order_by("pk")
    ]
    kinds = [pair for pair in kinds if pair[1]]
    for number, firm in enumerate(firms):
        for place in range(HELD):
            kind, grades = kinds[(number + 7 * place) % len(kinds)]
            yield Credential(
                agency=firm,
                type=kind,
                grade=grades[number % len(grades)],
                number=f"C-{number:06}-{place}",
                valid_from=today - 200 * DAY,
                valid_to=today + (number % 400 - 20) * DAY,
            )


def _services(firms):
    items = list(ServiceItem.objects.order_by("pk"))
    for number, firm in enumerate(firms):
        for place in range(SERVICES):
            item = items[(number + 11 * place) % len(items)]
            yield ListedService(
                agency=firm,
                item=item,
                price_minor=(item.cap_minor or 5_000_000) * (60 + number % 40) // 100,
                committed_days=max(1, item.standard_days - number % 5),
            )


def _owners(count: int, at: dt.datetime) -> list[Owner]:
    hall = Hall.objects.get()
    return store(
        Owner,
        (
            Owner(
                public_id=f"owner-{number + 1:06}",
                hall=hall,
                organisation=organisation,
                contact_name="王工",
                contact_phone="0000-3",
                state="verified",
                verified_at=at,
            )
            for number, organisation in enumerate(_organisations(count, OWNERS_CODES))
        ),
    )
