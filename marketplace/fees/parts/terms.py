"""By what an item's cap is found, in which hall, and whose figure that is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from ...kernel.money import Money
from ...kernel.refusal import Refusal
from ...models import Hall, ServiceItem
from ..data import shipped_schedules
from ..domain.entry import require_kind
from ..domain.figures import Inputs
from ..domain.policy import share_of
from ..models import FeeOverride, FeeSchedule, no_schedule

CHINESE, ENGLISH = "zh-hans", "en"
POLICIES = ServiceItem.FeePolicy
CHECKED = {"fee.kind": "fee_kind", "fee.share": "fee_params"}


@dataclass(frozen=True)
class FeeTerms:
    """By what an item's cap is found: a policy, and a schedule with a kind or one figure."""

    policy: str
    schedule: FeeSchedule | None = None
    kind: str = ""
    params: dict = field(default_factory=dict)
    override: FeeOverride | None = None
    cap: Money | None = None

    @property
    def label(self) -> str:
        return str(POLICIES(self.policy).label)


def terms_for(item: ServiceItem, hall: Hall) -> FeeTerms:
    """Return the terms of an item in a hall: the hall's own, else the item's.

    Raises:
        Refusal: ``fee.no_schedule`` where the schedule they name was never loaded.
    """
    override = FeeOverride.objects.standing(hall, item)
    if override is not None:
        key, kind = override.schedule_key, override.kind
        policy, params, cap = override.policy, override.params, override.cap
    else:
        key, kind = item.fee_schedule, item.fee_kind
        policy, params, cap = item.fee_policy, item.fee_params, item.cap
    schedule = FeeSchedule.objects.newest(key) if key else None
    return FeeTerms(policy, schedule, kind, params, override, cap)


def terms_of_items(items: Iterable[ServiceItem], hall: Hall) -> dict[int, FeeTerms]:
    """Return the terms of many items by their keys, in two queries; without those items whose
    schedule was never loaded."""
    items = list(items)
    overrides = FeeOverride.objects.filter(hall=hall, item__in=items).order_by("version")
    own = {each.item_id: each for each in overrides}
    schedules = {each.key: each for each in FeeSchedule.objects.order_by("version")}
    found = {}
    for item in items:
        override = own.get(item.pk)
        if override is not None and override.withdrawn:
            override = None
        key = override.schedule_key if override else item.fee_schedule
        if key and key not in schedules:
            continue
        said = (
            (override.policy, override.kind, override.params, override.cap)
            if override
            else (item.fee_policy, item.fee_kind, item.fee_params, item.cap)
        )
        policy, kind, params, cap = said
        found[item.pk] = FeeTerms(policy, schedules.get(key), kind, params, override, cap)
    return found


def terms_of_schedule(
    schedule: FeeSchedule, kind: str = "", policy: str = POLICIES.CAP_AND_FLOOR
) -> FeeTerms:
    """Return the terms of somebody who asks a schedule itself.

    Raises:
        Refusal: ``fee.kind`` where the schedule has no such kind, or several and none is named.
    """
    kinds = schedule.fee_rule.kinds(schedule.said_params)
    return FeeTerms(policy, schedule, require_kind(kinds, kind))


def inputs_for(terms: FeeTerms) -> Inputs:
    """Return what the terms ask for; nothing for one figure and for the market."""
    if terms.schedule is None:
        return Inputs()
    return terms.schedule.fee_rule.inputs(terms.schedule.said_params, terms.kind)


def source_line(terms: FeeTerms) -> tuple[str, str]:
    """Return one sentence in Chinese and in English: whose figure it is, and that it is no law."""
    sentences = []
    for language in (CHINESE, ENGLISH):
        with translation.override(language):
            sentences.append(_source(terms))
    return tuple(sentences)


def _source(terms: FeeTerms) -> str:
    if terms.schedule is None:
        if terms.policy == POLICIES.MARKET:
            return _("Market price: there is no cap.")
        if terms.policy == POLICIES.MANUAL:
            return _("Set for this hall by two people, with a reason; a reference, not law.")
        return _("A figure that the hall set; a reference, not law.")
    schedule = terms.schedule
    said = {
        "title": schedule.title,
        "number": schedule.number or schedule.key,
        "version": schedule.version,
        "status": schedule.get_status_display(),
        "by": schedule.adopted_by or _("the hall"),
    }
    if schedule.status == FeeSchedule.Status.IN_FORCE:
        return _("%(title)s (%(number)s), version %(version)d, adopted by %(by)s.") % said
    return (
        _("%(title)s (%(number)s), version %(version)d, adopted by %(by)s: a reference, not law.")
        % said
    )


def check_item(item: ServiceItem) -> None:
    """Raise ``ValidationError`` for an item whose schedule, kind or share there is not."""
    if not item.fee_schedule:
        return
    try:
        schedule = FeeSchedule.objects.newest(item.fee_schedule)
        require_kind(schedule.fee_rule.kinds(schedule.said_params), item.fee_kind)
        if item.fee_policy == POLICIES.CAP_SHARE:
            share_of(item.fee_params)
    except Refusal as refusal:
        field = CHECKED.get(refusal.code, "fee_schedule")
        said = f"{refusal.message} {refusal.next_step}"
        raise ValidationError({field: said}, code=refusal.code) from refusal


def shipped(key: str) -> FeeSchedule:
    """Return a shipped schedule as it stands in no database yet.

    Raises:
        Refusal: ``fee.no_schedule`` where none of this key is shipped.
    """
    for row in shipped_schedules():
        if row["key"] == key:
            return FeeSchedule(**row)
    raise no_schedule(key)
