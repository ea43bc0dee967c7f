"""What the demonstration has decided, a line each, and whether all of it is there."""

from __future__ import annotations

from collections import Counter, defaultdict

from agencies.domain.lifecycle import State
from agencies.models import Agency
from marketplace.models import Event
from procurement.models import Award, Notice, Owner

from .agenda import agenda
from .bodies import ALL_BODIES
from .cast import firms
from .crowd import crowd
from .models import World
from .scripts import CANCELLED, DECIDED, MODES

VETTED = {  # what must have been told of an agency of the city before it stands where it does
    State.DRAFT: {"agency.applied"},
    State.IN_VETTING: {"agency.applied", "agency.submitted"},
    State.RETURNED: {"agency.applied", "agency.submitted", "agency.returned"},
    State.PUBLICITY: {"agency.applied", "agency.submitted", "agency.publicised"},
    State.LISTED: {"agency.applied", "agency.submitted", "agency.listed"},
    State.SUSPENDED: {"agency.applied", "agency.submitted", "agency.listed", "agency.suspended"},
    State.REMOVED: {"agency.applied", "agency.submitted", "agency.listed", "agency.removed"},
    State.WITHDRAWN: {"agency.applied", "agency.withdrawn"},
}


def decided_lines() -> list[str]:
    """Return ``mode reference participants winner price_fen ceiling_fen``, newest first."""
    awards = Award.objects.select_related("notice", "winner").order_by("-decided_at", "-pk")
    return [
        f"{award.notice.mode_key} {award.notice.public_id} {len(award.ranking)} "
        f"{award.winner.public_id} {award.price_minor} {award.notice.ceiling_minor}"
        for award in awards
    ]


def missing() -> list[str]:
    """Return what the demonstration should show and does not, a sentence each."""
    decided = Counter(Award.objects.values_list("notice__mode_key", flat=True))
    found = [f"No finished selection by {mode}." for mode in MODES if not decided[mode]]
    world = World.objects.first()
    if world is None or not world.is_whole:
        return found
    begins_at = world.begins_at
    was_open = Notice.objects.filter(published_at__lte=begins_at, closes_at__gt=begins_at)
    counts = (
        ("agencies", Agency.objects.count(), planned_agencies()),
        ("owners", Owner.objects.count(), len(ALL_BODIES)),
        ("finished selections", decided.total(), planned_selections()),
        ("modes with a notice open on its day", _modes(was_open), len(MODES)),
    )
    found += [f"{has} {name}, not {wanted}." for name, has, wanted in counts if has < wanted]
    found += [f"{name} lacks events of its own vetting." for name in _without_vetting()]
    return found


def _modes(notices) -> int:
    return notices.values("mode_key").distinct().count()


def planned_agencies() -> int:
    return len(firms()) + len(crowd())


def planned_selections() -> int:
    """Return how many selections are to end with an award."""
    others = [
        script
        for script in agenda()
        if script.twist != CANCELLED and not script.key.startswith("failed")
    ]
    return len(DECIDED) + len(others)


def _without_vetting() -> list[str]:
    """Return the agencies of the city whose events do not tell how they came where they stand."""
    told: dict[str, set[str]] = defaultdict(set)
    events = Event.objects.filter(stream__startswith="agency:")
    for stream, kind in events.values_list("stream", "kind"):
        told[stream].add(kind)
    codes = {firm.credit_code for firm in (*firms(), *crowd())}
    agencies = Agency.objects.order_by("pk").select_related("organisation")
    return [
        agency.public_id
        for agency in agencies
        if agency.organisation.credit_code in codes
        and not VETTED[State(agency.state)] <= told[agency.stream]
    ]
