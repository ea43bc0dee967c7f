import pytest
from django.urls import reverse
from wagtail import hooks

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

BOTH = pytest.mark.parametrize("prefix", ["", "/en"])


@pytest.fixture
def desks(monkeypatch):
    """Offer these desks and no others."""
    hooks.search_for_hooks()

    def offer(*desks):
        offers = [(lambda request, desk=desk: desk, 0) for desk in desks]
        monkeypatch.setitem(hooks._hooks, "register_desks", offers)

    return offer


def test_the_desk_asks_a_visitor_to_sign_in(client):
    response = client.get("/desk/")

    assert response.status_code == 302
    assert response.url == f"{reverse('account_login')}?next=/desk/"


def test_one_desk_is_opened_at_once(client, desks):
    desks(None, ("Mine", "/items/", 1))
    client.force_login(UserFactory())

    response = client.get("/desk/")

    assert (response.status_code, response.url) == (302, "/items/")


@BOTH
def test_of_several_desks_one_is_chosen(client, desks, prefix):
    desks(("Second", "/b/", 2, "for that"), ("First", "/a/", 1, "for this"))
    client.force_login(UserFactory())

    shown = client.get(f"{prefix}/desk/").content.decode()

    assert shown.index("First") < shown.index("Second")
    assert "for that" in shown


@BOTH
def test_who_has_no_desk_is_told_what_to_do(client, desks, prefix):
    desks()
    client.force_login(UserFactory())

    response = client.get(f"{prefix}/desk/")

    assert response.status_code == 200
    assert response.context["desks"] == []
