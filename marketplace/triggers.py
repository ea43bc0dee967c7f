"""Rules that the database keeps by itself, written once for both databases.

On SQLite a migration that remakes a table loses its triggers, and fails on a trigger
elsewhere that names the table. So they are not made by migrations: ``migrate`` puts
every declared trigger in place at its end, and on SQLite lifts them at its start.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate

NAME_MAX = 63  # PostgreSQL cuts longer names without a word

declared: list[Trigger] = []


@dataclass(frozen=True)
class Trigger:
    """Refuse a row when the SQL condition over NEW and OLD holds. The rule names it."""

    table: str
    verb: str
    rule: str
    when: str = "TRUE"

    def __post_init__(self) -> None:
        if len(self.name) > NAME_MAX:
            raise ImproperlyConfigured(f"too long for PostgreSQL: {self.name}")

    @property
    def name(self) -> str:
        return f"{self.table}_{self.rule}_on_{self.verb.lower()}"

    def drop(self, vendor: str) -> str:
        """Return the SQL that takes the trigger away if it is there."""
        on_table = f" ON {self.table}" if vendor == "postgresql" else ""
        return f"DROP TRIGGER IF EXISTS {self.name}{on_table}"

    def create(self, vendor: str) -> str:
        """Return the SQL that puts the trigger in place."""
        return self._for_postgresql() if vendor == "postgresql" else self._for_sqlite()

    def _for_postgresql(self) -> str:
        each = "STATEMENT" if self.verb == "TRUNCATE" else "ROW"
        return f"""
            CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger AS $$
            BEGIN
                IF {self.when} THEN
                    RAISE EXCEPTION '{self.name}'
                    USING ERRCODE = 'integrity_constraint_violation';
                END IF;
                RETURN COALESCE(NEW, OLD);
            END $$ LANGUAGE plpgsql;
            CREATE TRIGGER {self.name} BEFORE {self.verb} ON {self.table}
            FOR EACH {each} EXECUTE FUNCTION {self.name}();
        """

    def _for_sqlite(self) -> str:
        when = self.when.replace("IS NOT DISTINCT FROM", "IS")
        when = when.replace("IS DISTINCT FROM", "IS NOT")
        return (
            f"CREATE TRIGGER {self.name} BEFORE {self.verb} ON {self.table} "
            f"WHEN {when} BEGIN SELECT RAISE(ABORT, '{self.name}'); END"
        )


def append_only(table: str) -> list[Trigger]:
    """Return the triggers that let rows be added and nothing else."""
    return [Trigger(table, verb, "is_append_only") for verb in ("UPDATE", "DELETE", "TRUNCATE")]


def changed(*columns: str) -> str:
    """Return the SQL condition that one of the columns differs between OLD and NEW."""
    return " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns)


def keep(triggers: Sequence[Trigger], *, sender) -> None:
    """Have ``migrate`` see to an app's triggers. Called in ``AppConfig.ready``."""
    declared.extend(triggers)
    for signal, deed in ((pre_migrate, lift), (post_migrate, install)):
        signal.connect(partial(deed, triggers), sender=sender, weak=False)


def lift(triggers, *, using, **kwargs) -> None:
    """Take the triggers away for the time of a migration, on SQLite only."""
    if connections[using].vendor == "sqlite":
        _execute(connections[using], [each.drop("sqlite") for each in triggers])


def install(triggers, *, using, **kwargs) -> None:
    """Put every trigger in place whose table is there."""
    connection = connections[using]
    vendor = connection.vendor
    tables = connection.introspection.table_names()
    for each in triggers:
        if each.table in tables and (vendor == "postgresql" or each.verb != "TRUNCATE"):
            _execute(connection, [each.drop(vendor), each.create(vendor)])


def _execute(connection, statements) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
