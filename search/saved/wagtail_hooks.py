from wagtail import hooks


@hooks.register("register_duties")
def offer_duties():
    """Offer the daily look for news."""
    from .duties import look_again

    return [look_again]


@hooks.register("register_topics")
def offer_topics():
    """Offer what people hear of their searches."""
    from .topics import SearchAnswered

    return [SearchAnswered]
