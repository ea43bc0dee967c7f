"""What the clock owes to a demonstration: something to answer, dice, and a life that goes on."""

from datetime import timedelta

from marketplace import conf
from procurement.contracts.commands import confirm_award
from procurement.contracts.models import Engagement
from procurement.domain.lifecycle import State

from .accounts import ACCOUNTS
from .dice import throw_due_dice
from .models import World
from .top_up import lacks_notices, top_up

THINKING = timedelta(minutes=10)


def keep_notices_open(at) -> None:
    """Publish a notice where a mode has none open; one a pass, so that no pass takes long."""
    if conf.is_demo() and lacks_notices(at) and World.objects.exists():
        top_up(at=at, most=1)


def confirm_for_quiet_agencies(at) -> None:
    """Confirm one award for an invented agency; those of the visitors confirm for themselves."""
    if not (conf.is_demo() and World.objects.exists()):
        return
    offered = Engagement.objects.in_state(State.AWARDED).filter(
        offered_at__lte=at - THINKING, confirm_by__gt=at
    )
    visitors = [account.email for account in ACCOUNTS]
    quiet = offered.exclude(agency__organisation__members__email__in=visitors)
    engagement = quiet.select_related("agency__organisation").order_by("pk").first()
    if engagement is not None:
        member = engagement.agency.organisation.members.order_by("pk").first()
        confirm_award(engagement_id=engagement.pk, by=member, at=at)


def throw_dice(at) -> None:
    """Throw the dice of the city's people."""
    if conf.is_demo() and conf.seed_source() == "opendraw" and World.objects.exists():
        throw_due_dice(at)
