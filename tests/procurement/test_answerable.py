"""What an agency may answer, in one query, against the check on arrival over random worlds."""

import datetime as dt
from itertools import count

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies.models import Agency, Credential
from marketplace.kernel.refusal import Refusal
from procurement.commands.place_response import place_response
from procurement.models import Avoidance, Notice, NoticeRequirement
from procurement.presentation.agency_notices import closed_to, open_to
from procurement.qualification import answerable_by, shortfalls
from tests.factories import (
    DAY,
    NOON,
    CredentialTypeFactory,
    ListedServiceFactory,
    ServiceItemFactory,
    UserFactory,
)
from tests.factories.agencies import AgencyFactory
from tests.factories.procurement import NoticeFactory, publish

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
ITEMS, TYPES = 3, 2

near = st.integers(-2, 2)
papers = st.fixed_dictionaries(
    {
        "kind": st.integers(0, TYPES - 1),
        "rank": st.integers(1, 2),
        "first": st.integers(-5, 1),
        "length": st.none() | st.integers(0, 7),
        "revoked": st.none() | near,
    }
)
wanted = st.lists(  # groups of alternatives
    st.lists(
        st.tuples(st.integers(0, TYPES - 1), st.integers(1, 2)),
        min_size=1,
        max_size=2,
        unique_by=lambda pair: pair[0],
    ),
    max_size=2,
)
worlds = st.fixed_dictionaries(
    {
        "state": st.sampled_from(["listed", "listed", "listed", "suspended"]),
        "papers": st.lists(papers, max_size=3),
        "offers": st.dictionaries(st.integers(0, ITEMS - 1), st.booleans(), max_size=ITEMS),
        "lines": st.sets(st.integers(0, ITEMS - 1), min_size=1, max_size=2),
        "wanted": wanted,
        "avoided": st.sampled_from([False, False, True]),
        "invited": st.sampled_from([None, None, "own", "other"]),
        "abolished": st.sampled_from([None, None, -1, 0, 1]),
    }
)


@pytest.fixture
def items():
    return [ServiceItemFactory() for _each in range(ITEMS)]


@pytest.fixture
def types():
    return [CredentialTypeFactory() for _each in range(TYPES)]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(world=worlds)
def test_a_notice_may_be_answered_exactly_when_the_arrival_check_accepts(at, items, types, world):
    undo = transaction.savepoint()
    agency, notice = _make(world, items, types)

    on_list = Notice.objects.filter(answerable_by(agency, on=TODAY)).contains(notice)
    missing = shortfalls(Agency.objects.get(pk=agency.pk), notice, on=TODAY)

    assert on_list == (missing == [])
    assert open_to(agency, at=NOON).contains(notice) == on_list
    assert closed_to(agency, at=NOON).contains(notice) != on_list
    assert on_list == _is_accepted(notice, agency)
    transaction.savepoint_rollback(undo)


def _is_accepted(notice, agency) -> bool:
    """Return whether the command takes the agency's answer."""
    promised = {line.pk: line.required_days for line in notice.lines.all()}
    try:
        place_response(
            notice_id=notice.pk, agency_id=agency.pk, promised=promised, by=UserFactory(), at=NOON
        )
    except Refusal:
        return False
    return True


_numbers = count(1)


def _make(world, items, types):
    gone = world["abolished"]
    types[0].abolished_on = None if gone is None else TODAY + dt.timedelta(gone)
    types[0].save()
    agency = AgencyFactory(**({"suspended": True} if world["state"] == "suspended" else {}))
    for place, is_active in world["offers"].items():
        ListedServiceFactory(agency=agency, item=items[place], is_active=is_active)
    for paper in world["papers"]:
        first = TODAY + dt.timedelta(paper["first"])
        Credential.objects.create(
            agency=agency,
            type=types[paper["kind"]],
            grade=types[paper["kind"]].grades.get(rank=paper["rank"]),
            number=f"H-{next(_numbers)}",
            valid_from=first,
            valid_to=None if paper["length"] is None else first + dt.timedelta(paper["length"]),
            revoked_on=None if paper["revoked"] is None else TODAY + dt.timedelta(paper["revoked"]),
        )
    return agency, _notice(world, agency, [items[place] for place in sorted(world["lines"])], types)


def _notice(world, agency, items, types):
    columns = {"items": items}
    if world["invited"]:
        invited = agency.public_id if world["invited"] == "own" else AgencyFactory().public_id
        columns |= {
            "mode_key": "direct_selection",
            "mode_params": {"invited": invited, "ground": "small_sum", "reason": "熟悉现场"},
        }
    notice = NoticeFactory(**columns)
    for number, group in enumerate(world["wanted"], 1):
        for kind, rank in group:
            NoticeRequirement.objects.create(
                notice=notice,
                group=number,
                type=types[kind],
                min_grade=types[kind].grades.get(rank=rank),
            )
    if world["avoided"]:
        Avoidance.objects.create(notice=notice, agency=agency, reason="参与了前期工作")
    return publish(notice, at=NOON - DAY)
