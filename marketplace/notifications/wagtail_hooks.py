from wagtail import hooks


@hooks.register("register_listeners")
def offer_listeners():
    from .listeners import Notifying

    return [Notifying]


@hooks.register("register_health_checks")
def offer_health_checks():
    from .health import OutboxCheck

    return [OutboxCheck]


@hooks.register("register_duties", order=1010)
def offer_duties():
    """After the listeners, so that what a pass did is told by it."""
    from .duties import forget_old, send_mails, tell_readers, write_daily_mails

    return [tell_readers, write_daily_mails, send_mails, forget_old]
