from wagtail import hooks


@hooks.register("register_listeners")
def offer_listeners():
    from .listeners import Notifying

    return [Notifying]


@hooks.register("register_duties", order=1010)
def offer_duties():
    """After the listeners, so that what a pass did is told by it."""
    from .duties import tell_readers

    return [tell_readers]
