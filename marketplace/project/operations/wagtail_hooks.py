from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_first_pages")
def offer_standing_pages():
    from .standing_pages import standing_pages

    return standing_pages()


@hooks.register("register_navigation")
def offer_help():
    from .standing_pages import StandingPageEntry

    return [
        StandingPageEntry(_("Help"), "help", order=4, place="help"),
        StandingPageEntry(_("How to check a draw"), "verify-a-draw", order=15, place="help"),
    ]
