from wagtail import hooks


@hooks.register("register_duties", order=1000)
def offer_duties():
    """Last, so that one tick also tells what the duties before it did."""
    from .listeners import deliver
    from .sequencer import sequence

    return [sequence, deliver]
