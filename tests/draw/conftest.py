"""A site that draws by OPENDRAW/1, with slots of seconds and few steps."""

import pytest

from .kept import Kept, site
from .table import Table


@pytest.fixture
def opendraw(settings, tmp_path):
    """Draw in slots; keys and chain in a folder of the test's own."""
    for name, value in site(tmp_path).items():
        setattr(settings, name, value)


@pytest.fixture(scope="module")
def opened(module_db, tmp_path_factory):
    """Keep a site whose log and chain have begun, once for all tests of a module."""
    return Kept(tmp_path_factory.mktemp("opened"), lambda held: Table(held) and None)


@pytest.fixture
def table(opendraw, at, db, opened, tmp_path):
    """Return the table at which the dice fall, with the clock in hand."""
    opened.go_on(at, tmp_path)
    return Table(at, is_new=False)
