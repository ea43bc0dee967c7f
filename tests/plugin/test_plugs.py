"""Somebody else's app brings one of each plug; none of ours was changed for it."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from wagtail import hooks

from marketplace.draw.registry import chosen_source, seed_sources
from marketplace.kernel.money import Money
from marketplace.kernel.seed import Seed
from marketplace.listeners import deliver, listeners
from marketplace.models import Event
from marketplace.registry import HookRegistry
from marketplace.sequencer import sequence
from marketplace.transaction import command
from procurement.domain.ballot import Ballot, Entry, Terms
from procurement.modes.base import SelectionMode
from procurement.modes.registry import mode_choices, modes
from procurement.testing import ModeContract
from search.registry import registered
from tests.factories import NOON, RegionFactory
from tests.factories.procurement import NoticeFactory

from .listeners import Newspaper
from .modes import MedianPrice
from .search_sources import RegionSource
from .seed_sources import PublicDice


class TestMedianPrice(ModeContract):
    mode = MedianPrice


@pytest.mark.parametrize(
    ("registry", "plug"),
    [
        (modes, MedianPrice),
        (seed_sources, PublicDice),
        (registered, RegionSource),
    ],
)
def test_a_strangers_plug_is_found_beside_ours(registry, plug):
    assert registry.get(plug.key) is plug
    assert len(list(registry)) > 1


def test_a_strangers_mode_can_be_chosen():
    assert ("median_price", "Nearest to the median") in mode_choices()


def test_the_quote_nearest_to_the_median_wins():
    quotes = {"a": 100, "b": 480, "c": 500, "d": 900}
    ballot = Ballot(
        Terms(ceiling=Money(1000), closes_at=NOON),
        tuple(Entry(name, Money(price)) for name, price in quotes.items()),
        Seed(b"x" * 32, "test"),
    )

    decision = MedianPrice().decide(ballot)

    assert set(decision.ranking[:2]) == {"b", "c"}
    assert decision.ranking[2:] == ("a", "d")
    assert decision.evidence["twice_the_median_fen"] == 980


@pytest.mark.django_db
def test_a_strangers_listener_hears_what_is_published(at, monkeypatch):
    monkeypatch.setattr(Newspaper, "printed", [])
    notice = NoticeFactory(open=True)
    with command():
        Event.append(notice.stream, "notice.published", at=NOON)
        Event.append("plugin:1", "plugin.ignored", at=NOON)

    sequence()
    deliver()

    assert Newspaper in list(listeners)
    assert Newspaper.printed == [notice.stream]


def test_the_settings_choose_a_strangers_seed_source(settings):
    settings.MARKETPLACE_SEED_SOURCE = "public_dice"

    assert isinstance(chosen_source(), PublicDice)


@pytest.mark.django_db
def test_a_strangers_source_has_its_tab_on_the_search_page(client):
    RegionFactory(code="yunpu", name_zh="云浦区")

    page = client.get(reverse("search:results"), {"q": "云浦"})

    group = next(group for group in page.context["groups"] if group.key == "region")
    assert [hit.title for hit in group.hits] == ["<mark>云浦</mark>区"]
    assert "Regions (1)" in page.content.decode()


def test_a_second_owner_of_a_key_is_refused():
    class Impostor(SelectionMode):
        key = "random_draw"
        label = "Impostor"

        def decide(self, ballot):
            raise NotImplementedError

    registry = HookRegistry("register_selection_modes", SelectionMode)

    with (
        hooks.register_temporarily("register_selection_modes", lambda: [Impostor]),
        pytest.raises(ImproperlyConfigured, match="registered twice"),
    ):
        registry.choices()


def test_what_is_no_mode_is_refused():
    registry = HookRegistry("register_selection_modes", SelectionMode)

    with (
        hooks.register_temporarily("register_selection_modes", lambda: [dict]),
        pytest.raises(ImproperlyConfigured, match="is not a SelectionMode"),
    ):
        registry.choices()
