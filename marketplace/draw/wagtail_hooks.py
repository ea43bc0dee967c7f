from wagtail import hooks


@hooks.register("register_seed_sources")
def offer_seed_sources():
    from .sources.plain import PlainSource

    return [PlainSource]
