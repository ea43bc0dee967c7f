from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_duties", order=1001)
def offer_duties():
    """After the sequencer, so that one pass also signs what it ordered."""
    from .duties import keep_tree, sign_waiting_receipts
    from .nightly import verify_at_night

    return [keep_tree, sign_waiting_receipts, verify_at_night]


@hooks.register("register_navigation")
def offer_navigation():
    from ..navigation import NavigationItem

    return [NavigationItem(_("The public log"), "log:log", order=40, place="learn")]
