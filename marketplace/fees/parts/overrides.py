"""A hall's own terms in the place of an item's, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from ...kernel.money import Money
from ...kernel.refusal import Refusal
from ...models import Event, Hall, ServiceItem
from ...models.checking import check
from ..domain.entry import require_kind
from ..domain.policy import share_of
from ..models import FeeOverride, FeeSchedule

POLICIES = ServiceItem.FeePolicy
SIGNED_BY_ANOTHER = {POLICIES.MANUAL}


@dataclass(frozen=True)
class OwnTerms:
    """What a hall puts in the place of an item's terms."""

    policy: str
    schedule_key: str = ""
    kind: str = ""
    params: Mapping[str, object] = field(default_factory=dict)
    cap: Money | None = None

    def checked(self) -> OwnTerms:
        """Return the terms with their kind named.

        Raises:
            Refusal: ``fee.no_schedule``, ``fee.kind``, ``fee.share`` or ``fee.figure``.
        """
        if self.policy not in POLICIES.of_a_schedule():
            self._require_one_figure()
            return self
        if self.cap is not None:
            raise _figure_not_wanted()
        schedule = FeeSchedule.objects.newest(self.schedule_key)
        if self.policy == POLICIES.CAP_SHARE:
            share_of(self.params)
        kind = require_kind(schedule.fee_rule.kinds(schedule.said_params), self.kind)
        return OwnTerms(self.policy, self.schedule_key, kind, self.params)

    def _require_one_figure(self) -> None:
        if self.schedule_key or self.kind:
            raise _figure_not_wanted()
        if self.policy == POLICIES.MARKET and self.cap is not None:
            raise _figure_not_wanted()
        if self.policy != POLICIES.MARKET and (self.cap is None or self.cap.minor <= 0):
            raise Refusal(
                "fee.figure",
                _("Nothing was changed: this policy needs a cap above 0."),
                _("Enter the cap in yuan."),
            )

    def columns(self) -> dict[str, object]:
        return {
            "policy": self.policy,
            "schedule_key": self.schedule_key,
            "kind": self.kind,
            "params": dict(self.params),
            "cap_minor": None if self.cap is None else self.cap.minor,
        }


def _figure_not_wanted() -> Refusal:
    return Refusal(
        "fee.figure",
        _("Nothing was changed: a policy has either a schedule with a kind, or one figure."),
        _("Leave out what does not belong to the policy."),
    )


def standing_override(*, hall: Hall, item: ServiceItem) -> FeeOverride | None:
    """Return the hall's own terms of an item that are in force, or None."""
    return FeeOverride.objects.standing(hall, item)


def add_override(
    *, hall: Hall, item: ServiceItem, terms: OwnTerms, reason: str, by, at: datetime, approval=None
) -> FeeOverride:
    """Put a hall's own terms in force; published notices keep what they pinned.

    Needs the caller's transaction and its lock on the hall.

    Raises:
        Refusal: what ``OwnTerms.checked`` raises, ``fee.unchanged`` or ``record.invalid``.
    """
    columns = terms.checked().columns()
    before = standing_override(hall=hall, item=item)
    if before is not None and {name: getattr(before, name) for name in columns} == columns:
        raise Refusal(
            "fee.unchanged",
            _("Nothing was changed: these terms are in force already."),
            _("Change at least one of them."),
        )
    override = _next(hall, item, columns, reason=reason, by=by, at=at, approval=approval)
    facts = {
        "item": item.code,
        "version": override.version,
        "policy": override.policy,
        "schedule": override.schedule_key,
        "schedule_kind": override.kind,
        "params": override.params,
        "cap_fen": override.cap_minor,
        "reason": override.reason,
        "approval": approval.public_id if approval else "",
    }
    Event.append(hall.stream, "fee.overridden", at=at, by=by, **facts)
    return override


def withdraw_standing(
    *, hall: Hall, item: ServiceItem, reason: str, by, at: datetime
) -> FeeOverride:
    """Give an item its own terms back in a hall; needs what ``add_override`` needs.

    Raises:
        Refusal: ``fee.no_override``, or ``record.invalid`` without a reason.
    """
    before = standing_override(hall=hall, item=item)
    if before is None:
        raise Refusal(
            "fee.no_override",
            _("Nothing was changed: the hall has no terms of its own for this item."),
            _("Look at the item's terms again; somebody may have taken them back already."),
        )
    columns = {name: getattr(before, name) for name in OwnTerms("").columns()}
    override = _next(hall, item, columns, reason=reason, by=by, at=at, withdrawn=True)
    facts = {"item": item.code, "version": override.version, "reason": override.reason}
    Event.append(hall.stream, "fee.override_withdrawn", at=at, by=by, **facts)
    return override


def _next(hall, item, columns, *, reason, by, at, approval=None, withdrawn=False) -> FeeOverride:
    """Write the next version of a hall's terms of an item."""
    last = FeeOverride.objects.filter(hall=hall, item=item).order_by("version").last()
    override = FeeOverride(
        hall=hall,
        item=item,
        version=last.version + 1 if last else 1,
        reason=reason,
        adopted_at=at,
        adopted_by=by,
        approval=approval,
        withdrawn=withdrawn,
        **columns,
    )
    check(override)
    override.save(force_insert=True)
    return override
