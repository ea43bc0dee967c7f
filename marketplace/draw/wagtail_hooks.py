from wagtail import hooks


@hooks.register("register_seed_sources")
def offer_seed_sources():
    from .sources.opendraw import OpenDraw
    from .sources.plain import PlainSource

    return [OpenDraw, PlainSource]


@hooks.register("register_duties", order=-100)
def offer_duties():
    """First, so that one pass takes a draw that has its seed on to the award."""
    from .duties import keep_chain, run_slots, seed_pending_draws, stir_pools

    return [keep_chain, run_slots, stir_pools, seed_pending_draws]
