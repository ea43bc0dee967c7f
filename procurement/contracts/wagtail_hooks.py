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


@hooks.register("register_desks")
def offer_services(request):
    from django.urls import reverse
    from django.utils.translation import gettext_lazy as _

    from marketplace.slots import Desk

    from .presentation.lists import has_services

    if not has_services(request.user):
        return None
    label, text = _("Services"), _("From the award to the acceptance, and what waits for you")
    return Desk(label, reverse("contracts:services"), 30, text)


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
