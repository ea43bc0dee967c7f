from wagtail import hooks


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
