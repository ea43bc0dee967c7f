from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .viewsets import ScheduleViewSet

register_snippet(ScheduleViewSet)


@hooks.register("register_catalogue_sections")
def bring_fee_schedules(data):
    """Bring the schedules that a catalogue is loaded with, in its transaction."""
    from .data.loading import bring_missing

    return bring_missing(data)


@hooks.register("register_approvals")
def offer_manual_cap():
    from .approvals import ManualCap

    return [ManualCap]


@hooks.register("register_item_checks")
def check_fee_columns(item):
    """Refuse an item whose schedule, kind or share there is not."""
    from .parts import check_item

    check_item(item)


@hooks.register("register_fee_rules")
def offer_fee_rules():
    from .domain.bands import BandInterpolation
    from .domain.plain import FixedAmount, MarketPrice, Percentage, PerUnit
    from .domain.points import Interpolation
    from .domain.progressive import Progressive

    return [
        Progressive,
        Interpolation,
        BandInterpolation,
        FixedAmount,
        PerUnit,
        Percentage,
        MarketPrice,
    ]


@hooks.register("register_navigation")
def offer_navigation():
    from marketplace.navigation import NavigationItem

    return [NavigationItem(_("Fee calculator"), "fees:calculator", order=35)]


@hooks.register("register_panels")
def offer_panels(slot, thing, request):
    from .embedding import calculator_panel
    from .presentation import item_cap_panel
    from .project_costs import costs_panel

    if slot == "item_cap":
        yield from item_cap_panel(thing)
    elif slot == "project":
        yield from costs_panel(thing)
    elif slot == "item_calculator":
        yield from calculator_panel(thing, request)


@hooks.register("register_admin_urls")
def offer_admin_urls():
    from .actions import hall_fee, hall_fees

    return [
        path("halls/<int:pk>/fees/", hall_fees, name="marketplace_fees_hall"),
        path("halls/<int:pk>/fees/<slug:code>/", hall_fee, name="marketplace_fees_item"),
    ]


@hooks.register("register_hall_menu_item")
def offer_menu_item():
    from .menu import HallFeesItem

    return HallFeesItem(_("Fee terms of the hall"), "", icon_name="table", order=20)


@hooks.register("register_sitemaps")
def offer_sitemap():
    from marketplace.discovery.sitemap import NamedPages, Records

    from .models import FeeSchedule

    yield NamedPages("fees", ["fees:calculator", "fees:schedules"])
    first = FeeSchedule.objects.filter(version=1)
    yield Records("fee-schedules", first, "fees:schedule", "key")
