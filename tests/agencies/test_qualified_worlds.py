"""The same answer, worked out by hand over random worlds."""

import datetime as dt
from dataclasses import dataclass

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies.domain.requirement import Alternative, Requirement
from agencies.models import Agency, Credential, ListedService
from tests.factories import (
    DAY,
    NOON,
    AgencyFactory,
    CredentialTypeFactory,
    ServiceItemFactory,
)

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


@dataclass(frozen=True)
class Paper:
    """A certificate as plain values: days are counted from TODAY."""

    kind: int
    rank: int
    first: int
    length: int | None
    revoked: int | None

    @property
    def last(self) -> int | None:
        return None if self.length is None else self.first + self.length

    def is_worth_something(self, abolished: dict[int, int | None]) -> bool:
        gone = abolished[self.kind]
        return (
            self.first <= 0
            and (self.last is None or self.last >= 0)
            and (self.revoked is None or self.revoked > 0)
            and (gone is None or gone > 0)
        )


near = st.integers(-2, 2)
maybe_near = st.none() | near
papers = st.builds(
    Paper,
    kind=st.integers(0, 1),
    rank=st.integers(1, 2),
    first=st.integers(-5, 1),
    length=st.none() | st.integers(0, 7),
    revoked=maybe_near,
)
firms = st.fixed_dictionaries(
    {
        "state": st.sampled_from(["listed", "listed", "listed", "suspended"]),
        "papers": st.lists(papers, max_size=3),
        "offers": st.dictionaries(st.integers(0, 1), st.booleans(), max_size=2),
        "avoided": st.sampled_from([False, False, True]),
    }
)
wants = st.lists(
    st.lists(st.tuples(st.integers(0, 1), st.integers(1, 2)), max_size=2, unique=True), max_size=2
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    world=st.lists(firms, max_size=4),
    items=st.sets(st.integers(0, 1)),
    wanted=wants,
    abolished=st.fixed_dictionaries({0: maybe_near, 1: maybe_near}),
)
def test_the_query_agrees_with_reasoning_by_hand(db, world, items, wanted, abolished):
    with transaction.atomic():
        agencies, shelf, kinds = build(world, abolished)
        requirements = [
            Requirement(tuple(Alternative(kinds[kind].code, rank) for kind, rank in group))
            for group in wanted
        ]
        avoided = [
            agency.pk for agency, firm in zip(agencies, world, strict=True) if firm["avoided"]
        ]

        found = Agency.objects.qualified_for(
            items=[shelf[at] for at in items],
            requirements=requirements,
            on=TODAY,
            avoiding=avoided,
        )

        expected = {
            agency
            for agency, firm in zip(agencies, world, strict=True)
            if is_qualified(firm, items, wanted, abolished)
        }
        assert set(found) == expected
        transaction.set_rollback(True)


def is_qualified(firm, items, wanted, abolished) -> bool:
    good = [paper for paper in firm["papers"] if paper.is_worth_something(abolished)]
    return (
        firm["state"] == "listed"
        and not firm["avoided"]
        and all(firm["offers"].get(item) for item in items)
        and all(
            any(paper.kind == kind and paper.rank <= rank for kind, rank in group for paper in good)
            for group in wanted
        )
    )


def build(world, abolished):
    kinds = [CredentialTypeFactory(abolished_on=on_day(abolished[number])) for number in range(2)]
    shelf = ServiceItemFactory.create_batch(2)
    agencies = []
    for number, firm in enumerate(world):
        traits = {"suspended": True} if firm["state"] == "suspended" else {}
        agency = AgencyFactory(**traits)
        agencies.append(agency)
        Credential.objects.bulk_create(
            Credential(
                agency=agency,
                type=kinds[paper.kind],
                grade=kinds[paper.kind].grades.get(rank=paper.rank),
                number=f"{number}-{place}",
                valid_from=on_day(paper.first),
                valid_to=on_day(paper.last),
                revoked_on=on_day(paper.revoked),
            )
            for place, paper in enumerate(firm["papers"])
        )
        ListedService.objects.bulk_create(
            ListedService(
                agency=agency,
                item=shelf[item],
                price_minor=1,
                committed_days=1,
                is_active=is_active,
            )
            for item, is_active in firm["offers"].items()
        )
    return agencies, shelf, kinds


def on_day(offset: int | None) -> dt.date | None:
    return None if offset is None else TODAY + offset * DAY
