"""The crowd of agencies: as many as the issue asks for, and made exactly as the commands would."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from agencies.models import Agency, Credential, ListedService, Practitioner
from marketplace import clock
from marketplace.commands import adopt_rules, load_catalogue
from marketplace.data import shipped_catalogue
from marketplace.kernel.credit_code import is_credit_code
from marketplace.models import Event, Series
from marketplace.organisations.models import Membership, Organisation
from marketplace.project.demo.accounts import OPERATOR, open_named_accounts
from marketplace.project.demo.agenda import agenda
from marketplace.project.demo.bodies import ALL_BODIES, ALL_PLANS
from marketplace.project.demo.cast import firms, name_parts
from marketplace.project.demo.certificates import certificates
from marketplace.project.demo.crowd import AGENCIES, FATES, crowd
from marketplace.project.demo.deeds import OneByOne, Together
from marketplace.project.demo.figures import planned_agencies, planned_selections
from marketplace.project.demo.joining import Joining
from marketplace.project.demo.progress import Bar
from marketplace.project.demo.scripts import BIDDING, DECIDED, DIRECT, DRAW
from marketplace.project.demo.shelf import Shelf
from marketplace.project.demo.timeline import Timeline
from marketplace.project.demo.trades import TRADES, Fate
from tests.factories import HallFactory

TODAY = dt.date(2026, 3, 2)
BEGIN = dt.datetime(2023, 1, 1, tzinfo=dt.UTC)
ROWS = {
    Agency: ("id", "organisation"),
    Organisation: ("id",),
    Membership: ("id", "user", "organisation"),
    Practitioner: ("id", "agency"),
    Credential: ("id", "agency"),
    ListedService: ("id", "agency"),
}


def test_the_city_has_as_many_as_zhongshan():
    assert planned_agencies() == AGENCIES == 746
    assert len(ALL_BODIES) == 20
    assert sum(plan.million_yuan for plan in ALL_PLANS) == 4_900
    assert planned_selections() == 77
    modes = Counter(script.mode for script in (*DECIDED, *agenda()) if is_decided(script))
    assert modes == {DRAW: 34, BIDDING: 26, DIRECT: 17}


def is_decided(script) -> bool:
    return not script.key.startswith(("failed", "cancelled"))


def test_names_and_codes_are_right_and_nobody_else_s():
    everybody = (*firms(), *crowd())

    for values in (
        [firm.name.zh for firm in everybody],
        [firm.name.en for firm in everybody],
        [firm.credit_code for firm in everybody],
    ):
        assert len(set(values)) == AGENCIES
    assert all(is_credit_code(firm.credit_code) for firm in everybody)
    assert all(firm.name.en.isascii() for firm in everybody)
    regions = {district["code"] for district in name_parts()["districts"]}
    assert {firm.region for firm in crowd()} == regions


def test_the_crowd_stands_in_every_state_and_offers_all_trades():
    fates = Counter(firm.fate for firm in crowd())

    assert fates == {**FATES, Fate.LISTED: len(crowd()) - sum(FATES.values())}
    assert {firm.trade.field for firm in (*firms(), *crowd())} == set(TRADES)


def test_every_owner_has_a_project_and_every_project_an_owner():
    owners = {body.key for body in ALL_BODIES}

    assert {plan.owner for plan in ALL_PLANS} == owners
    assert {script.project for script in agenda()} <= {plan.key for plan in ALL_PLANS}


@pytest.fixture
def city(db):
    """A hall with its catalogue, and the people who decide."""
    hall = HallFactory()
    with clock.using(now=lambda: BEGIN):
        load_catalogue(data=shipped_catalogue(), at=BEGIN)
        users = open_named_accounts()
    return hall, users


@pytest.mark.django_db
def test_the_crowd_s_items_and_credentials_are_those_of_the_whole_catalogue(city):
    shelf = Shelf()
    everybody = (*firms(), *crowd())
    offered = {code for firm in everybody for code in firm.trade.items.split()}
    held = {
        each.grade.type.code
        for firm in everybody
        for each in certificates(
            firm, shelf.items(firm.trade.items.split()), shelf, joined=TODAY, today=TODAY
        )
    }
    abolished = {"TENDER-OLD", "EIA-OLD", "COST-OLD"}  # of the pioneers

    assert offered == {item["code"] for item in shipped_catalogue()["items"]}
    assert held | abolished == {each["code"] for each in shipped_catalogue()["credential_types"]}


def joined(firm, deeds, users, shelf) -> dict:
    """Have a firm join in one of the two ways, and return all that this has made."""
    before = {model: set(model.objects.values_list("pk", flat=True)) for model in (*ROWS, Event)}
    joining = Joining(firm, deeds, shelf=shelf, today=TODAY, users=users, operator=users[OPERATOR])
    timeline = Timeline(start=BEGIN)
    gathers = isinstance(deeds, Together)
    timeline.write = deeds.write if gathers else timeline.write
    with clock.using(now=lambda: timeline.now, randomness=bytes):
        timeline.tell(joining.story(), gathers=gathers)
        for _moment in timeline.run(until=dt.datetime(2026, 3, 1, 16, tzinfo=dt.UTC)):
            """Each deed is done at its moment."""
    rows = {
        model: [
            {name: value for name, value in row.items() if name.removesuffix("_id") not in left_out}
            for row in model.objects.exclude(pk__in=before[model]).order_by("pk").values()
        ]
        for model, left_out in ROWS.items()
    }
    events = Event.objects.exclude(pk__in=before[Event]).order_by("pk").select_related("private")
    rows[Event] = [
        (each.stream, each.number, each.kind, each.at, each.facts, without_user(each.private.facts))
        for each in events
    ]
    return rows


def without_user(private: dict) -> dict:
    return {name: value for name, value in private.items() if name != "by"}


def undone(firm) -> None:
    """Take a firm out again, so that it may join a second time under the same id."""
    from django.contrib.auth import get_user_model
    from django.db import connection

    from tests.conftest import lift_all

    agency = Agency.objects.get(organisation__credit_code=firm.credit_code)
    restore = lift_all(connection)
    streams = [agency.stream, agency.organisation.stream]
    for event in Event.objects.filter(stream__in=streams):
        event.private.delete()
        event.delete()
    organisation = agency.organisation
    agency.delete()
    organisation.delete()
    get_user_model().objects.filter(email=f"firm{firm.number:02}@quiet.example").delete()
    Series.objects.filter(prefix="agency").delete()
    with connection.cursor() as cursor:
        for statement in restore:
            cursor.execute(statement)


def one_of(fate: Fate):
    return next(firm for firm in crowd() if firm.fate == fate and firm.trade.professions)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fate", "publicity_days"),
    [
        (Fate.LISTED, 0),
        (Fate.EXPIRING, 0),
        (Fate.PUBLICITY, 7),
        (Fate.RETURNED, 0),
        (Fate.IN_VETTING, 0),
        (Fate.DRAFT, 0),
    ],
)
def test_what_is_made_together_is_what_the_commands_make(city, fate, publicity_days):
    hall, users = city
    if publicity_days:
        adopt_rules(hall_id=hall.pk, publicity_days=publicity_days, by=None, at=BEGIN)
    firm, shelf = one_of(fate), Shelf()

    by_commands = joined(firm, OneByOne(), users, shelf)
    undone(firm)
    together = joined(firm, Together(shelf), users, shelf)

    for model in (*ROWS, Event):
        assert together[model] == by_commands[model], model.__name__
    assert len(together[Event]) >= 4


@pytest.mark.django_db
def test_what_is_made_together_holds_what_records_must(city):
    _hall, users = city
    shelf = Shelf()
    for firm in crowd()[:12]:
        joined(firm, Together(shelf), users, shelf)

    for model in ROWS:
        for row in model.objects.all():
            row.full_clean()
    assert Agency.objects.count() == 12
    assert Agency.objects.last().public_id == "agency-000012"


class Terminal:
    """A place to write to that says whether it is a terminal."""

    def __init__(self, *, is_one: bool) -> None:
        self.is_one, self.written = is_one, []

    def isatty(self) -> bool:
        return self.is_one

    def write(self, text: str) -> None:
        self.written.append(text)

    def flush(self) -> None:
        """Everything is there at once."""


def test_the_bar_grows_with_the_story_and_leaves_its_line_clean():
    terminal = Terminal(is_one=True)
    bar = Bar(terminal, "Making it ... ", today=TODAY)
    begin = dt.datetime(2026, 3, 1, 16, tzinfo=dt.UTC)
    moments = [begin - dt.timedelta(days=days) for days in range(1000, -1, -1)]

    shares = [bar.share(at) for at in moments]
    for at in [BEGIN] * 10 + [begin] * 10:
        bar(at)
    bar.finish()

    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)
    assert "100%  2026-03-02" in terminal.written[-2]
    assert terminal.written[-1] == "\r\x1b[KMaking it ... "


def test_where_nobody_watches_there_is_no_bar():
    pipe = Terminal(is_one=False)
    bar = Bar(pipe, "Making it ... ", today=TODAY)

    for _deed in range(100):
        bar(BEGIN)
    bar.finish()

    assert pipe.written == []
