from wagtail import hooks

from .approvals import RingTheBell
from .fee_rules import PerHectare
from .health import KettleCheck
from .listeners import Newspaper
from .modes import MedianPrice
from .search_sources import RegionSource
from .seed_sources import PublicDice
from .topics import BellRung


@hooks.register("register_selection_modes")
def offer_modes():
    return [MedianPrice]


@hooks.register("register_seed_sources")
def offer_seed_sources():
    return [PublicDice]


@hooks.register("register_listeners")
def offer_listeners():
    return [Newspaper]


@hooks.register("register_search_sources")
def offer_search_sources():
    return [RegionSource]


@hooks.register("register_approvals")
def offer_approvals():
    return [RingTheBell]


@hooks.register("register_fee_rules")
def offer_fee_rules():
    return [PerHectare]


@hooks.register("register_health_checks")
def offer_health_checks():
    return [KettleCheck]


@hooks.register("register_topics")
def offer_topics():
    return [BellRung]
