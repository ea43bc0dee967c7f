import pytest
from django.db import OperationalError, connection
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from marketplace.navigation import NavigationItem, entries
from tests.factories import UserFactory


def offered(*items):
    """Let one more app offer these entries."""
    return hooks.register_temporarily("register_navigation", lambda: items)


def test_entries_stand_in_their_order_and_only_in_their_place(rf):
    last = NavigationItem("Patterns", "marketplace:patterns", order=20, place="test")
    first = NavigationItem("Sign in", "account_login", order=10, place="test")
    elsewhere = NavigationItem("Elsewhere", "marketplace:patterns", place="another")

    with offered(last, elsewhere, first):
        shown = entries("test", rf.get("/"))

    assert [entry["label"] for entry in shown] == ["Sign in", "Patterns"]


@pytest.mark.django_db
def test_what_leads_nowhere_is_left_out(rf):
    with offered(NavigationItem("Lost", "nobody:nothing")):
        labels = [entry["label"] for entry in entries("main", rf.get("/"))]

    assert "Lost" not in labels


@pytest.mark.parametrize(
    ("path", "current"),
    [("/accounts/login/", "page"), ("/accounts/login/help/", "true"), ("/", ""), ("/other/", "")],
)
def test_the_entry_of_this_page_or_its_section_is_marked(rf, path, current):
    with offered(NavigationItem("Sign in", "account_login", place="test")):
        (entry,) = entries("test", rf.get(path))

    assert entry["current"] == current


def test_only_the_nearest_section_is_marked(rf):
    near = NavigationItem("Reset", "account_reset_password", place="test")
    nearer = NavigationItem("Done", "account_reset_password_done", place="test")

    with offered(near, nearer):
        shown = entries("test", rf.get("/accounts/password/reset/done/"))

    assert [entry["current"] for entry in shown] == ["", "page"]


@pytest.mark.django_db
def test_a_failing_database_takes_only_its_own_entries_away(rf):
    class Guides(NavigationItem):
        def address(self, request):
            return UserFactory._meta.model.objects.get().email

    def fail(*_arguments):
        raise OperationalError("the server closed the connection")

    plain = NavigationItem("Sign in", "account_login", place="test")
    with offered(plain, Guides("Guides", "", place="test")), connection.execute_wrapper(fail):
        with_request = entries("test", rf.get("/"))
        without = entries("test", None)

    assert [entry["label"] for entry in with_request] == ["Sign in"]
    assert [entry["label"] for entry in without] == ["Sign in"]


def test_an_entry_without_a_url_name_may_bring_its_own_address(rf):
    class Guides(NavigationItem):
        def address(self, request):
            return "/guides/"

    with offered(Guides(_("Guides"), "", place="test")):
        (entry,) = entries("test", rf.get("/"))

    assert entry["url"] == "/guides/"


@pytest.mark.django_db
def test_the_frame_shows_the_menu(client):
    with offered(NavigationItem("Patterns of <style>", "marketplace:patterns")):
        markup = client.get("/en/patterns/").content.decode()

    assert (
        '<a class="site-nav__link" href="/en/patterns/" aria-current="page">'
        "Patterns of &lt;style&gt;</a>" in markup
    )
