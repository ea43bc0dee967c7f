"""A log with entries, for the tests of this folder."""

from django.db import connection, transaction

from marketplace.kernel.canonical import leaf_hash
from marketplace.log.parts import publish
from marketplace.models import Event
from tests.conftest import lift_all
from tests.factories import NOON


def happen(count, *, stream="a", kind="x.done"):
    """Append so many events, and return them."""
    with transaction.atomic():
        return Event.append_all([(stream, kind, {})] * count, at=NOON, private={"who": "me"})


def log_of(size, *, at=NOON):
    """Make a published log of so many entries, the opening one included."""
    happen(size - 1)
    return publish(at)


def leaf(number):
    return leaf_hash(str(number).encode())


def as_superuser(*statements):
    """Change the tables behind the application's back, without triggers and constraints."""
    postgresql = connection.vendor == "postgresql"
    restore = [] if postgresql else lift_all(connection)
    with connection.cursor() as cursor:
        if postgresql:
            cursor.execute("SET session_replication_role = replica")
        for statement in [*statements, *restore]:
            cursor.execute(statement)
        if postgresql:
            cursor.execute("SET session_replication_role = origin")
