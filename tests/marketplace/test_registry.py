import pytest
from django.core.exceptions import ImproperlyConfigured
from wagtail import hooks

from marketplace.registry import HookRegistry


class Plug:
    key = ""
    label = ""


class Second(Plug):
    key, label = "b", "The second"


class First(Plug):
    key, label = "a", "The first"


@pytest.fixture
def offered():
    """Return a registry to which these classes are offered."""
    contexts = []

    def offer(*classes):
        context = hooks.register_temporarily("register_plugs", lambda: classes)
        context.__enter__()
        contexts.append(context)
        return HookRegistry("register_plugs", Plug)

    yield offer
    for context in contexts:
        context.__exit__(None, None, None)


def test_what_is_offered_is_found_by_its_key(offered):
    plugs = offered(Second, First)

    assert plugs.get("a") is First
    assert set(plugs) == {First, Second}
    assert plugs.choices() == [("a", "The first"), ("b", "The second")]


def test_an_unknown_key_names_the_way_out(offered):
    with pytest.raises(ImproperlyConfigured, match="is the app that offers it installed"):
        offered(First).get("z")


def test_a_key_has_one_owner(offered):
    thief = type("Thief", (Plug,), {"key": "a"})

    with pytest.raises(ImproperlyConfigured, match="registered twice"):
        offered(First, thief).get("a")


@pytest.mark.parametrize("stranger", [object, First(), "a", type("Other", (), {"key": "a"})])
def test_what_is_no_subclass_is_refused(offered, stranger):
    with pytest.raises(ImproperlyConfigured, match="is not a Plug"):
        offered(stranger).get("a")


def test_nobody_offers_and_nothing_is_there():
    assert list(HookRegistry("register_what_nobody_offers", Plug)) == []
