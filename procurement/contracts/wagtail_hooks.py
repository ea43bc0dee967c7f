from wagtail import hooks


@hooks.register("register_award_receivers")
def offer_award_receivers():
    from .parts import open_first

    return [open_first]


@hooks.register("register_duties")
def offer_duties():
    from .duties import accept_in_silence, announce_lamps, remind_owners, skip_silent_winners

    return [skip_silent_winners, remind_owners, accept_in_silence, announce_lamps]


@hooks.register("register_document_readers")
def lets_read(document, user):
    """Let the people of an engagement, operators and regulators read its papers."""
    from .models import Engagement
    from .permissions import may_read

    room, _colon, key = document.stream.partition(":")
    if room != "engagement" or not key.isdecimal():
        return False
    engagements = Engagement.objects.select_related("notice")
    engagement = engagements.filter(pk=key).first()
    return engagement is not None and may_read(user, engagement)


@hooks.register("register_approvals")
def offer_approvals():
    from .approvals import SkipCandidate

    return [SkipCandidate]


@hooks.register("register_panels")
def offer_panels(slot, thing, request):
    from .panels import panels

    return panels(slot, thing, request)


@hooks.register("register_tasks")
def offer_tasks(desk, thing, at):
    from .panels import tasks

    return tasks(desk, thing, at)


@hooks.register("register_event_words")
def offer_event_words():
    from .parts import STEPS

    return STEPS


@hooks.register("register_navigation")
def offer_navigation():
    """Lead from the desks of owners and agencies to their services and their calendar."""
    from django.utils.translation import gettext_lazy as _

    from marketplace.navigation import NavigationItem

    return [
        NavigationItem(label, name, order=order, place=place)
        for place in ("agency_desk", "owner_desk")
        for label, name, order in (
            (_("Services under contract"), "contracts:services", 40),
            (_("Calendar"), "contracts:diary", 50),
        )
    ]


@hooks.register("register_desks")
def offer_board(request):
    from django.urls import reverse
    from django.utils.translation import gettext_lazy as _

    from marketplace.slots import Desk

    from .permissions import may_watch

    if not may_watch(request.user):
        return None
    label, text = _("Board of services"), _("All running services with their lamps")
    return Desk(label, reverse("contracts:board"), 40, text)


@hooks.register("register_deadlines")
def offer_deadlines(kind, thing, at):
    from .deadlines import deadlines

    return deadlines(kind, thing, at)


@hooks.register("register_agency_records")
def offer_agency_records():
    from .record import InTime

    return [InTime]


@hooks.register("register_topics")
def offer_topics():
    from .topics import TOPICS

    return TOPICS


@hooks.register("register_admin_viewset")
def offer_viewsets():
    from .viewsets import EngagementViewSet

    return EngagementViewSet()


@hooks.register("register_private_pages")
def offer_private_pages():
    return ["contracts:board"]
