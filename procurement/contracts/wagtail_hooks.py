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
