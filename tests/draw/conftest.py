"""A site that draws by OPENDRAW/1, with slots of seconds and few steps."""

import pytest

from .table import Table


@pytest.fixture
def opendraw(settings, tmp_path):
    """Draw in slots; keys and chain in a folder of the test's own."""
    settings.MARKETPLACE_SEED_SOURCE = "opendraw"
    settings.MARKETPLACE_STATE_DIR = tmp_path


@pytest.fixture
def table(opendraw, at, db):
    """Return the table at which the dice fall, with the clock in hand."""
    return Table(at)
