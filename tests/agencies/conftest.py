import pytest

from tests.factories import ServiceCategoryFactory, ServiceItemFactory, UserFactory


@pytest.fixture
def person():
    return UserFactory(display_name="丁某")


@pytest.fixture
def acting(client, person):
    """A browser in which the person is signed in."""
    client.force_login(person)
    return client


@pytest.fixture
def shelf():
    """Two categories below one root: EIA with two items, SUR with one."""
    root = ServiceCategoryFactory(code="ENV")
    eia = ServiceCategoryFactory(code="EIA", parent=root)
    survey = ServiceCategoryFactory(code="SUR", parent=root)
    return {
        "report": ServiceItemFactory(code="EIA-01", category=eia),
        "form": ServiceItemFactory(code="EIA-02", category=eia),
        "survey": ServiceItemFactory(code="SUR-01", category=survey),
    }
