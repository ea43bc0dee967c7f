"""What the database keeps of slots, lists and pools, whoever writes to it."""

import pytest
from django.db import DatabaseError, connection, transaction

from .kept import played
from .table import SECOND

pytestmark = pytest.mark.django_db
APPEND_ONLY = ["appointment", "chain", "delaypoint", "die", "incident", "pool"]


@pytest.fixture(scope="module")
def drawn(opened, tmp_path_factory):
    """A draw that was announced, frozen late and drawn, so that every table has a row."""
    with played(opened, tmp_path_factory, _drawn_late):
        yield


def _drawn_late(table):
    table.announced()
    table.go_to(table.now + 20 * SECOND)
    table.drawn(table.frozen())


def refused(rule, deed, where=""):
    with (
        pytest.raises(DatabaseError, match=rule),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"{deed} {where}")


def rows(verb, name):
    return f"{verb} marketplace_draw_{name}"


@pytest.mark.parametrize("name", APPEND_ONLY)
def test_rows_are_added_and_nothing_else(drawn, name):
    refused("is_append_only", rows("UPDATE", name), "SET id = id + 1000")
    refused("is_append_only", rows("DELETE FROM", name))


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("keeps_its_times", "closes_at = opens_at"),
        ("keeps_its_times", "public_id = 'S'"),
        ("is_written_once", "output = 'ff'"),
        ("is_written_once", "link = 7"),
        ("is_written_once", "steps = 1"),
        ("is_written_once", "state = 'planned'"),
    ],
)
def test_a_slot_that_is_done_stays_as_it_was(drawn, rule, change):
    refused(rule, rows("UPDATE", "slot"), f"SET {change}")


@pytest.mark.parametrize(
    "change", ["\"freeze\" = '{}'", "moves = moves + 1", "slot_id = NULL", "seed = 'ff'"]
)
def test_a_draw_with_a_seed_keeps_its_list_its_slot_and_its_seed(drawn, change):
    refused("keeps_its_list_and_seed", rows("UPDATE", "draw"), f"SET {change}")
