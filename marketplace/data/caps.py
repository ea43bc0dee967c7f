"""A fixed cap for each item, with its source, until the fee schedules are computed."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext as _

from ..kernel.money import Money
from ..models import ServiceItem
from .row import Row

SET_BY_HALL_ZH = "演示数值，由大厅设定为参考上限，不是法律规定。"
SET_BY_HALL_EN = "A demonstration figure that the hall set as a reference cap; not law."
OF_534_ZH = "参照发改价格〔2011〕534号（已废止），由大厅采用为参考上限，不是法律规定。"
OF_534_EN = (
    "After NDRC price document 534 of 2011 (repealed), which the hall adopted as a reference "
    "cap; not law."
)
BASES = {"schedule", "reference", "demo", "none"}


def cap_columns(row: Row, fixed: Row | None) -> dict[str, object]:
    """Return an item's fee columns: policy, schedule, cap and where the cap comes from."""
    fee = row.part("fee")
    policy = fee.one_of("policy", ServiceItem.FeePolicy.values)
    basis = fee.one_of("basis", BASES, default="none")
    columns = {
        "fee_policy": policy,
        "fee_schedule": fee.text("schedule", default=""),
        "fee_kind": fee.text("kind", default=""),
        "fee_params": {"basis": basis},
        "cap_minor": None,
        "cap_source_zh": "",
        "cap_source_en": "",
    }
    if policy == ServiceItem.FeePolicy.ABSOLUTE:
        columns |= _absolute(fee, basis)
    elif policy == "per_unit":
        columns |= _per_unit(fee, row.part("typical"), basis)
    elif policy in {ServiceItem.FeePolicy.CAP, ServiceItem.FeePolicy.AT_LOWER_LIMIT}:
        columns |= _fixed(fee, fixed)
    return columns


def _source(basis: str) -> tuple[str, str]:
    return (OF_534_ZH, OF_534_EN) if basis == "reference" else (SET_BY_HALL_ZH, SET_BY_HALL_EN)


def _absolute(fee: Row, basis: str) -> dict[str, object]:
    chinese, english = _source(basis)
    return {
        "cap_minor": Money.of_major(fee.whole("cap_yuan")).minor,
        "cap_source_zh": chinese,
        "cap_source_en": english,
    }


def _per_unit(fee: Row, typical: Row, basis: str) -> dict[str, object]:
    rate, quantity = fee.decimal("rate_yuan"), typical.whole("high")
    unit_zh, unit_en = fee.text("unit_zh"), fee.text("unit_en")
    chinese, english = _source(basis)
    return {
        "fee_params": {
            "basis": basis,
            "rate_yuan": str(rate),
            "unit_zh": unit_zh,
            "unit_en": unit_en,
        },
        "cap_minor": Money.nearest(Fraction(rate) * quantity * 100).minor,
        "cap_source_zh": f"{rate} 元 × {quantity:,}（{unit_zh}，常见高值）。{chinese}",
        "cap_source_en": f"CNY {rate} × {quantity:,} ({unit_en}, usual high quantity). {english}",
    }


def _fixed(fee: Row, fixed: Row | None) -> dict[str, object]:
    if fixed is None:
        fee.wrong(_("the schedule needs a row in fixed_caps for this item"), "schedule")
        return {}
    return {
        "cap_minor": fixed.whole("cap_fen"),
        "cap_source_zh": fixed.text("source_zh"),
        "cap_source_en": fixed.text("source_en"),
    }
