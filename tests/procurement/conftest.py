"""An owner, and a browser of theirs, that all tests of a module share; each undoes what it does."""

import pytest
from django.test import Client

from marketplace import clock
from tests.factories import NOON
from tests.factories.procurement import OwnerFactory

from .owner_pages import as_member_of


@pytest.fixture(scope="module")
def kept_owner(module_db):
    with clock.using(now=lambda: NOON):
        return OwnerFactory()


@pytest.fixture(scope="module")
def kept_session(kept_owner):
    with clock.using(now=lambda: NOON):
        return as_member_of(kept_owner).cookies


@pytest.fixture
def owner_again(kept_owner, at):
    """The module's owner, read anew, at NOON."""
    return type(kept_owner).objects.get(pk=kept_owner.pk)


@pytest.fixture
def owners_browser(kept_session, at):
    """A browser in which somebody of the module's owner is signed in."""
    client = Client()
    client.cookies.load({name: morsel.value for name, morsel in kept_session.items()})
    return client
