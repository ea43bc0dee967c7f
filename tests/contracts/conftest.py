"""Services that are told once for all tests of a module."""

import pytest
from django.test import override_settings

from marketplace import clock
from tests.factories import NOON


@pytest.fixture(scope="module")
def told_once(request, module_db, tmp_path_factory):
    """Return what the module's ``tell_once`` tells, with the clock at NOON."""
    folder = tmp_path_factory.mktemp("world")
    with clock.using(now=lambda: NOON), override_settings(MARKETPLACE_STATE_DIR=folder):
        return request.module.tell_once()
