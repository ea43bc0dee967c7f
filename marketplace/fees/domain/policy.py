"""From what a schedule says to the cap and floor of an item, by its policy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from ...kernel.refusal import Refusal
from .exact import number_of
from .figures import Assessment, Step


@dataclass(frozen=True)
class Limits:
    """Cap and floor in exact yuan after the policy, with the steps that led there."""

    cap: Fraction | None
    floor: Fraction | None
    steps: tuple[Step, ...] = ()


def share_of(params: Mapping[str, Any]) -> Fraction:
    """Return the share of the schedule that a policy names.

    Raises:
        Refusal: ``fee.share`` where it is missing or not above 0 and at most 1.
    """
    share = number_of(params.get("share"))
    if share is None or not 0 < share <= 1:
        raise Refusal(
            "fee.share",
            _("The policy needs a share of the schedule, above 0 and at most 1."),
            _("Give it as text in the fee parameters, such as “0.7” for 70 percent."),
        )
    return share


def limits(policy: str, params: Mapping[str, Any], assessment: Assessment) -> Limits:
    """Return what the policy makes of a schedule's cap and floor."""
    cap, floor = assessment.cap_yuan, assessment.floor_yuan
    if policy == "cap":
        return Limits(cap, None, (Step(_("Policy: only the cap holds"), amount=cap),))
    if policy == "floor":
        return Limits(None, floor, (Step(_("Policy: only the floor holds"), amount=floor),))
    if policy == "at_lower_limit":
        lowest = cap if floor is None else floor
        label = _("Policy: charge at the lower limit, so the floor is the cap")
        return Limits(lowest, None, (Step(label, amount=lowest),))
    if policy == "cap_share":
        share = share_of(params)
        part = None if cap is None else cap * share
        label = _("Policy: at most this share of the schedule's cap")
        return Limits(part, None, (Step(label, rate=share, amount=part),))
    return Limits(cap, floor)
