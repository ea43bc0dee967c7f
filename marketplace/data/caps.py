"""An item's fee columns: its policy, its schedule or its one figure, and where that is from."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ..kernel.money import Money
from ..models import ServiceItem
from .row import Row

SET_BY_HALL_ZH = "演示数值，由大厅设定为参考上限，不是法律规定。"
SET_BY_HALL_EN = "A demonstration figure that the hall set as a reference cap; not law."
BY_SCHEDULE_ZH = "按收费标准 %(schedule)s 计算，由大厅采用为参考，不是法律规定。"
BY_SCHEDULE_EN = (
    "Computed from the fee schedule %(schedule)s, which the hall adopted as a reference; not law."
)
BASES = {"schedule", "reference", "demo", "none"}


def cap_columns(row: Row) -> dict[str, object]:
    """Return an item's fee columns: policy, schedule or cap, and where the cap comes from."""
    fee = row.part("fee")
    policy = fee.one_of("policy", ServiceItem.FeePolicy.values)
    params = {"basis": fee.one_of("basis", BASES, default="none")}
    if policy == ServiceItem.FeePolicy.CAP_SHARE:
        params["share"] = fee.text("share")
    columns = {
        "fee_policy": policy,
        "fee_schedule": "",
        "fee_kind": "",
        "fee_params": params,
        "cap_minor": None,
        "cap_source_zh": "",
        "cap_source_en": "",
    }
    if policy == ServiceItem.FeePolicy.ABSOLUTE:
        columns |= _absolute(fee)
    elif policy in ServiceItem.FeePolicy.of_a_schedule():
        columns |= _by_schedule(fee)
    elif fee.values.get("schedule") is not None:
        fee.wrong(_("this policy has no schedule"), "schedule")
    return columns


def _absolute(fee: Row) -> dict[str, object]:
    return {
        "cap_minor": Money.of_major(fee.whole("cap_yuan")).minor,
        "cap_source_zh": SET_BY_HALL_ZH,
        "cap_source_en": SET_BY_HALL_EN,
    }


def _by_schedule(fee: Row) -> dict[str, object]:
    said = {"schedule": fee.text("schedule")}
    return {
        "fee_schedule": said["schedule"],
        "fee_kind": fee.text("kind", default=""),
        "cap_source_zh": BY_SCHEDULE_ZH % said,
        "cap_source_en": BY_SCHEDULE_EN % said,
    }
