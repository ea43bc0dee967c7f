"""Throwing dice: by whom, how many, when, and what the thrower takes home."""

import pytest
from django.db import DatabaseError, connection, transaction

from marketplace.draw.domain.records import die_hash
from marketplace.draw.models import Die
from marketplace.kernel.refusal import Refusal
from marketplace.models import Event
from tests.factories import UserFactory

from .kept import played
from .table import SECOND

VALUE = "ab" * 32
JSON = {"Accept": "application/json"}


@pytest.fixture(scope="module")
def window(opened, tmp_path_factory):
    """Keep a slot whose window is open."""
    with played(opened, tmp_path_factory, _to_its_window) as kept:
        yield kept


def _to_its_window(table):
    slot = table.frozen().slot
    table.go_to(slot.opens_at + SECOND)
    slot.refresh_from_db()
    return slot


@pytest.fixture
def slot(window, table, at, tmp_path):
    """Return a slot whose window is open."""
    return window.go_on(at, tmp_path)


def path(slot):
    return f"/draws/{slot.public_id}/dice/"


def test_dice_are_numbered_without_a_gap(table, slot):
    for thrower in ("supervisor", "public", "owner", "public"):
        table.throw(slot, thrower)

    assert [(die.seq, die.thrower) for die in slot.dice.all()] == [
        (0, "supervisor"),
        (1, "public"),
        (2, "owner"),
        (3, "public"),
    ]


@pytest.mark.parametrize("value", ["", "ab" * 31, "ab" * 33, "AB" * 32, "zz" * 32, "１" * 64])
def test_a_die_that_is_none_is_refused(table, slot, value):
    with pytest.raises(Refusal, match=r"^die.malformed$"):
        table.throw(slot, value=value or "x")

    assert not Die.objects.exists()


def test_a_die_counts_by_its_arrival_and_not_by_the_queue(table, slot):
    table.at(slot.closes_at - dt_ms(1))
    table.throw(slot)
    table.at(slot.closes_at)

    with pytest.raises(Refusal, match=r"^die.out_of_time$"):
        table.throw(slot)

    assert slot.dice.count() == 1


def dt_ms(count):
    return SECOND * count / 1000


def test_each_party_has_three_dice_and_no_flood_takes_them(table, slot, settings):
    settings.MARKETPLACE_OPENDRAW = settings.MARKETPLACE_OPENDRAW | {"public_dice": 5}
    for _die in range(5):
        table.throw(slot, "public")
    with pytest.raises(Refusal, match=r"^die.all_thrown$"):
        table.throw(slot, "public")

    for party in ("agency-000001", "owner", "supervisor"):
        for _die in range(3):
            table.throw(slot, party)
        with pytest.raises(Refusal, match=r"^die.all_thrown$"):
            table.throw(slot, party)

    assert slot.dice.count() == 14


def test_a_stranger_throws_without_a_token_and_gets_a_receipt(client, slot):
    response = client.post(path(slot), {"value": VALUE}, headers=JSON)

    told = response.json()
    assert response.status_code == 201
    assert told["die"] == Die.objects.get().as_record()
    assert told["die"]["by"] == "public"
    receipt = told["receipt"]["receipt"]
    assert (receipt["kind"], receipt["subject"], receipt["seq"]) == ("die", slot.public_id, 0)
    assert receipt["leaf"] == die_hash(told["die"]).hex()
    assert told["receipt"]["signature"]


def test_the_receipt_of_a_die_is_the_same_each_time(client, slot):
    thrown = client.post(path(slot), {"value": VALUE}, headers=JSON).json()

    again = client.get(f"{path(slot)}0/receipt.json")

    assert again.json() == thrown["receipt"]
    assert client.get(f"{path(slot)}1/receipt.json").status_code == 404


def test_text_is_hashed_into_the_die(client, slot):
    response = client.post(path(slot), {"text": "七上八下"}, headers=JSON)

    assert response.status_code == 201
    assert len(response.json()["die"]["value"]) == 64


def test_the_supervisor_throws_in_a_name_of_its_own(client, slot):
    client.force_login(UserFactory(regulator=True))

    assert client.post(path(slot), {"value": VALUE}, headers=JSON).status_code == 201
    assert Die.objects.get().thrower == "supervisor"


def test_a_member_s_die_needs_the_token_of_our_page(slot):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory(regulator=True))

    assert client.post(path(slot), {"value": VALUE}, headers=JSON).status_code == 403
    assert not Die.objects.exists()


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [({"value": "x"}, 422, "die.malformed"), ({}, 422, "die.malformed")],
)
def test_a_refusal_says_why(client, slot, sent, status, code):
    response = client.post(path(slot), sent, headers=JSON)

    assert (response.status_code, response.json()["code"]) == (status, code)
    assert response.json()["message"]


def test_an_address_throws_one_die_in_ten_seconds(client, slot, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

    assert client.post(path(slot), {"value": VALUE}, headers=JSON).status_code == 201
    again = client.post(path(slot), {"value": "cd" * 32}, headers=JSON)

    assert (again.status_code, again["Retry-After"]) == (429, "10")
    assert again.json()["code"] == "die.too_soon"


def test_the_state_tells_how_many_dice_and_no_more_before_the_pool(client, slot, table):
    table.throw(slot)

    told = client.get(f"/draws/{slot.public_id}/state.json").json()

    assert (told["state"], told["dice"], told["pool"]) == ("open", 1, None)
    assert [draw["draw_id"] for draw in told["draws"]] == ["D2026-000001"]


def test_a_die_stays_as_it_fell(table, slot):
    table.throw(slot)

    for change in (
        "UPDATE marketplace_draw_die SET value = 'x'",
        "DELETE FROM marketplace_draw_die",
    ):
        with (
            pytest.raises(DatabaseError, match="is_append_only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change)


def test_throwing_tells_nobody_s_address(client, slot):
    client.post(path(slot), {"value": VALUE}, headers=JSON)

    assert "127.0.0.1" not in str(list(Die.objects.values())) + str(list(Event.objects.values()))
