"""The shipped catalogue in a hall, loaded once for all tests of a file."""

import copy
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from marketplace import clock
from marketplace.commands import load_catalogue
from marketplace.data import shipped_catalogue
from marketplace.models import Hall
from tests.factories import NOON, HallFactory

SHIPPED = shipped_catalogue()


@contextmanager
def kept_city(blocker) -> Iterator[Hall]:
    """Keep a hall with the shipped catalogue; each test undoes what it changes of it."""
    world = transaction.atomic()
    world._from_testcase = True  # commands may begin inside, as they may inside a test
    with blocker.unblock(), clock.using(now=lambda: NOON), world:
        hall = HallFactory()
        load_again()
        yield hall
        transaction.set_rollback(True)


def load_again() -> None:
    """Load the shipped catalogue over whatever a test has made of it."""
    load_catalogue(data=copy.deepcopy(SHIPPED), at=NOON)
