from wagtail import hooks


@hooks.register("register_catalogue_sections")
def bring_fee_schedules(data):
    """Bring the schedules that a catalogue is loaded with, in its transaction."""
    from .data.loading import bring_missing

    return bring_missing(data)


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
