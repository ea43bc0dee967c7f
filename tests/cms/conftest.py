"""What the tests of pages find there, made once for all tests of a module."""

import pytest

from cms.pages.commands import make_pages
from marketplace import clock
from tests.factories import NOON

from .editing.desk import Desk


@pytest.fixture(scope="module")
def first_pages(module_db):
    """The first pages of a new site, as its setup makes them."""
    with clock.using(now=lambda: NOON):
        return make_pages()


@pytest.fixture(scope="module")
def kept_desk(first_pages):
    with clock.using(now=lambda: NOON):
        return Desk(standard_days=20, cap_minor=1_000_000, cap_source_zh="某表")


@pytest.fixture
def desk(kept_desk):
    """The editors' desk, with all of its rows read anew."""
    kept_desk.look()
    return kept_desk
