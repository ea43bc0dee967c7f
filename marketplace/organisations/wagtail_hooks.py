from wagtail import hooks


@hooks.register("register_topics")
def offer_topics():
    from .topics import Invited

    return [Invited]


@hooks.register("register_desks")
def offer_invitations(request):
    """Offer who was invited to answer; nobody else sees a card."""
    from django.urls import NoReverseMatch, reverse
    from django.utils.translation import gettext_lazy as _

    from .. import clock
    from ..slots import Desk
    from .models import Invitation

    user = request.user
    if not user.is_authenticated:
        return None
    waiting = Invitation.objects.for_address(user.email).waiting(clock.now())
    first = waiting.select_related("organisation").order_by("pk").first()
    if first is None:
        return None
    try:
        url = reverse("organisations:invitations")
    except NoReverseMatch:  # a host without our pages
        return None
    text = _("%(organisation)s asks you to act for it.") % {"organisation": first.organisation}
    return Desk(_("Invitations"), url, 5, text)
