"""Fee schedules as they are shipped, and items whose cap follows from one."""

from marketplace.fees import parts
from marketplace.fees.models import FeeSchedule

from .marketplace import ServiceItemFactory

WAN = 10_000  # yuan


def schedule_of(key: str) -> FeeSchedule:
    """Return a shipped schedule, stored when it is first asked for."""
    stored = FeeSchedule.objects.filter(key=key).order_by("version").last()
    if stored is None:
        stored = parts.shipped(key)
        stored.save(force_insert=True)
    return stored


def scheduled_item(key="1283-1999", kind="feasibility_prepare", *, policy="cap", **columns):
    """Return an item whose cap follows from a shipped schedule, the feasibility report's."""
    schedule_of(key)
    return ServiceItemFactory(
        fee_policy=policy,
        fee_schedule=key,
        fee_kind=kind,
        cap_minor=None,
        cap_source_zh="",
        cap_source_en="",
        **columns,
    )
