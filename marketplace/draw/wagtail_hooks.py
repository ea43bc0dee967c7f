from wagtail import hooks


@hooks.register("register_seed_sources")
def offer_seed_sources():
    from .sources.plain import PlainSource

    return [PlainSource]


@hooks.register("register_duties", order=-100)
def offer_duties():
    """First, so that one pass takes a draw that has its seed on to the award."""
    from .duties import seed_pending_draws

    return [seed_pending_draws]
