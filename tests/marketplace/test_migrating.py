"""Many tables in one step: the same as one by one, forwards and backwards."""

import pytest
from django.db import IntegrityError, models
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.state import ProjectState

from marketplace.migrating import CreateModels

APP = "marketplace"
KEY = ("id", models.AutoField(primary_key=True))


@pytest.fixture
def apart(db):
    """An empty database of its own, for tables are not made inside a test's transaction."""
    settings = {
        "NAME": ":memory:",
        "OPTIONS": {},
        "TIME_ZONE": None,
        "AUTOCOMMIT": True,
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": False,
        "TEST": {},
    }
    connection = DatabaseWrapper(settings, alias="default")
    yield connection
    connection.close()


def operation() -> CreateModels:
    positive = models.CheckConstraint(condition=models.Q(size__gt=0), name="board_has_a_size")
    to_board = models.ForeignKey(f"{APP}.Board", models.CASCADE)
    to_nail = models.ForeignKey(f"{APP}.Nail", models.CASCADE, null=True)
    return CreateModels(
        [
            CreateModel("Board", [KEY, ("size", models.IntegerField())]),
            CreateModel("Nail", [KEY, ("board", to_board)]),
            AddField("board", "last_nail", to_nail),
            AddIndex("board", models.Index(fields=["size"], name="board_by_size")),
            AddConstraint("board", positive),
        ]
    )


def states(rendered: bool) -> tuple[ProjectState, ProjectState]:
    before = ProjectState()
    if rendered:
        assert not list(before.apps.get_models())
    after = before.clone()
    operation().state_forwards(APP, after)
    return before, after


@pytest.mark.parametrize("rendered", [True, False])
def test_tables_are_made_with_all_that_is_added_to_them(apart, rendered):
    before, after = states(rendered)

    with apart.schema_editor() as editor:
        operation().database_forwards(APP, editor, before, after)

    board, nail = (after.apps.get_model(APP, name) for name in ("Board", "Nail"))
    assert board._meta.get_field("last_nail").related_model is nail
    assert nail._meta.get_field("board").related_model is board
    with apart.cursor() as cursor:
        cursor.execute("INSERT INTO marketplace_board (size) VALUES (1)")
        with pytest.raises(IntegrityError, match="board_has_a_size"):
            cursor.execute("INSERT INTO marketplace_board (size) VALUES (0)")
        made = apart.introspection.get_constraints(cursor, board._meta.db_table)
    assert made["board_by_size"]["index"]
    assert {tuple(each["columns"]) for each in made.values() if each["foreign_key"]} == {
        ("last_nail_id",)
    }


def test_backwards_nothing_is_left(apart):
    before, after = states(rendered=True)
    with apart.schema_editor() as editor:
        operation().database_forwards(APP, editor, before, after)

    with apart.schema_editor() as editor:
        operation().database_backwards(APP, editor, after, before)

    assert apart.introspection.table_names() == []
