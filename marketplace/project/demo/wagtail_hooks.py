from wagtail import hooks


@hooks.register("register_duties", order=500)
def offer_duties():
    from .duties import confirm_for_quiet_agencies, keep_notices_open, throw_dice

    return [keep_notices_open, throw_dice, confirm_for_quiet_agencies]


@hooks.register("register_private_pages")
def offer_private_pages():
    """Name the parts of this site that are a person's own, or endless."""
    return [
        "account_login",
        "account_signup",
        "account_email",
        "accounts:settings",
        "approvals:approvals",
        "notifications:notifications",
        "organisations:invitations",
        "search:results",
        "demo:clock",
        "demo:mailbox",
    ]
