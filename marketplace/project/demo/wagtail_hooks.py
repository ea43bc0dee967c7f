from wagtail import hooks


@hooks.register("register_duties", order=500)
def offer_duties():
    from .duties import confirm_for_quiet_agencies, keep_notices_open, throw_dice

    return [keep_notices_open, throw_dice, confirm_for_quiet_agencies]
