from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_desks")
def offer_desk(request):
    """Offer the list to who may sign, and to who waits for a signature."""
    from ..slots import Desk
    from .permissions import visible_to
    from .registry import signed_by

    if not request.user.is_authenticated:
        return None
    waiting = visible_to(request.user).pending().count()
    if not waiting and not signed_by(request.user):
        return None
    try:
        url = reverse("approvals:approvals")
    except NoReverseMatch:  # installed without its pages
        return None
    description = _("Deeds that wait for a second person: %(count)d.") % {"count": waiting}
    return Desk(_("Second signatures"), url, 50, description)


@hooks.register("register_topics")
def offer_topics():
    from .topics import TOPICS

    return TOPICS


@hooks.register("register_tasks")
def offer_tasks(desk, thing, at):
    """Put on the operator's desk what this person may sign."""
    from .tasks import tasks

    return tasks(thing) if desk == "operator" else ()


@hooks.register("register_admin_menu_item")
def offer_menu_item():
    from .menu import SignaturesItem

    return SignaturesItem(
        _("Second signatures"), "", name="signatures", icon_name="edit", order=140
    )
