import pytest
from django.db import connection

from tests.conftest import lift_all


@pytest.fixture
def lifted_triggers(transactional_db):
    """Take every trigger away for one test, to see what they alone prevent."""
    restore = lift_all(connection)
    yield
    with connection.cursor() as cursor:
        for statement in restore:
            cursor.execute(statement)
