"""The database itself refuses, on both databases, and keeps doing so after a migration."""

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import DatabaseError, connection, transaction

from marketplace.models import Event, LogLeaf
from marketplace.sequencer import sequence
from marketplace.triggers import Trigger, changed, declared
from tests.factories import NOON, HallFactory

pytestmark = pytest.mark.django_db

SQLITE = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="only SQLite loses triggers when a table is remade"
)


@pytest.fixture
def record():
    """One row in each table that is only added to."""
    HallFactory()
    with transaction.atomic():
        Event.append("a", "x.done", at=NOON, price_fen=1)
    sequence(NOON)


def execute(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def names_in_the_database() -> set[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        return {name for (name,) in cursor.fetchall()}


def names_declared() -> set[str]:
    tables = connection.introspection.table_names()
    return {
        each.name
        for each in declared
        if each.table in tables and (connection.vendor == "postgresql" or each.verb != "TRUNCATE")
    }


@pytest.mark.parametrize(
    ("table", "statement"),
    [
        ("marketplace_event", "UPDATE marketplace_event SET kind = 'y.done'"),
        ("marketplace_event", "UPDATE marketplace_event SET facts = '{}'"),
        ("marketplace_event", "DELETE FROM marketplace_event"),
        ("marketplace_logleaf", "UPDATE marketplace_logleaf SET leaf_hash = ''"),
        ("marketplace_logleaf", "DELETE FROM marketplace_logleaf"),
        ("marketplace_hallrules", "UPDATE marketplace_hallrules SET publicity_days = 9"),
        ("marketplace_hallrules", "DELETE FROM marketplace_hallrules"),
    ],
)
def test_the_record_is_only_added_to(record, table, statement):
    before = Event.objects.count(), LogLeaf.objects.count()

    with pytest.raises(DatabaseError, match=f"{table}_is_append_only"):
        execute(statement)

    assert (Event.objects.count(), LogLeaf.objects.count()) == before
    assert Event.objects.get(stream="a").facts == {"price_fen": 1}


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "table", ["marketplace_event", "marketplace_logleaf", "marketplace_hallrules"]
)
def test_the_record_is_not_emptied_either(record, table):
    with pytest.raises(DatabaseError, match=f"{table}_is_append_only"):
        execute(f"TRUNCATE {table} CASCADE")


def test_every_declared_trigger_is_there():
    assert len(declared) > 20
    assert names_declared() - names_in_the_database() == set()


def test_no_trigger_is_declared_twice():
    assert len({each.name for each in declared}) == len(declared)


def remake(model):
    with connection.schema_editor() as editor:
        editor._remake_table(model)


@SQLITE
@pytest.mark.django_db(transaction=True)
def test_a_migration_that_remakes_a_table_leaves_every_trigger_in_place():
    for model in (Event, apps.get_model("procurement", "Notice")):
        emit_pre_migrate_signal(verbosity=0, interactive=False, db="default")
        remake(model)
        emit_post_migrate_signal(verbosity=0, interactive=False, db="default")

    assert names_declared() - names_in_the_database() == set()


@SQLITE
@pytest.mark.django_db(transaction=True)
def test_without_lifting_and_restoring_the_triggers_would_be_gone():
    remake(Event)

    lost = names_declared() - names_in_the_database()
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")

    assert {name for name in lost if name.startswith("marketplace_event_")}
    assert names_declared() - names_in_the_database() == set()


def test_a_name_that_postgresql_would_cut_is_refused():
    with pytest.raises(ImproperlyConfigured, match="too long"):
        Trigger("procurement_noticerequirement", "UPDATE", "keeps_what_the_published_notice_said")


def test_a_condition_is_written_once_for_both_databases():
    trigger = Trigger("t", "UPDATE", "is_kept", changed("a", "b"))

    assert "NEW.a IS NOT OLD.a OR NEW.b IS NOT OLD.b" in trigger.create("sqlite")
    assert "NEW.a IS DISTINCT FROM OLD.a" in trigger.create("postgresql")
    assert Trigger("t", "INSERT", "x", "a IS NOT DISTINCT FROM b").create("sqlite").count("a IS b")
