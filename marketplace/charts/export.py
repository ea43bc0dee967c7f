"""The three lists as data, in both languages: for JSON and for a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django.utils import translation

from ..kernel.text import harmless
from ..models import ServiceItem
from ..purchasable import why_not_purchasable
from .bundling import BundleNode
from .reading import ApprovalNode, ItemLine, ProjectChart, StageChart

COLUMNS = (
    *("stage", "list", "code", "name_zh", "name_en", "department", "department_zh"),
    *("department_en", "working_days", "days_kind", "duty", "payer", "chosen_by"),
    *("owner_may_do_it", "fee_policy", "fee_schedule", "cap_yuan", "purchasable", "rests_on"),
)


def chart_facts(chart: ProjectChart) -> dict:
    """Return a project type with its lists as plain facts."""
    project_type = chart.project_type
    return {
        "v": 1,
        "project_type": {
            **named(project_type),
            "fund": project_type.fund,
            "retired_on": project_type.retired_on and project_type.retired_on.isoformat(),
        },
        "working_days": {
            "decisions": chart.target_days,
            "least": chart.least_days,
            "most": chart.most_days,
        },
        "nothing_else_may_be_demanded": True,
        "stages": [_stage_facts(stage) for stage in chart.stages],
        "bundles": [bundle_facts(node) for node in chart.bundles],
    }


def chart_rows(chart: ProjectChart) -> Iterator[dict]:
    """Yield a row for every entry of the three lists, stage by stage."""
    for stage in chart.stages:
        for node in stage.approvals:
            yield _row(stage, "approval", _approval_facts(node))
        for line in stage.lines:
            yield _row(stage, "intermediary", item_facts(line.item, barred=line.barred))
        for service in stage.services:
            yield _row(stage, "public_service", _names(service))


def items_rows(items: Iterable[ServiceItem], *, on: date) -> Iterator[dict]:
    """Yield a row for every item of the catalogue's list."""
    for item in items:
        yield _flat(listed_facts(item, on=on)) | {"list": "intermediary"}


def listed_facts(item: ServiceItem, *, on: date) -> dict:
    """Return what the catalogue's list says of an item, and whether it can be bought that day."""
    return item_facts(item, barred=why_not_purchasable(item, on))


def csv_of(rows: Iterable[Mapping]) -> bytes:
    """Return rows as UTF-8 with a byte order mark; no text of them runs as a formula."""
    written = io.StringIO(newline="")
    table = csv.DictWriter(written, COLUMNS, restval="", extrasaction="ignore")
    table.writeheader()
    for row in rows:
        table.writerow({name: harmless(str(value)) for name, value in row.items()})
    return written.getvalue().encode("utf-8-sig")


def bundle_facts(node: BundleNode) -> dict:
    """Return a bundle with its items, and which of them can be bought."""
    return {
        **named(node.bundle),
        "items": [item.code for item in node.items],
        "purchasable": [item.code for item in node.buyable],
        "days_in_step": node.days_in_step,
        "days_in_turn": node.days_in_turn,
    }


def item_facts(item: ServiceItem, *, barred=None) -> dict:
    """Return what the list says of an item."""
    return {
        **named(item),
        "stage": item.stage,
        "department": named(item.department),
        "duty": item.duty,
        "payer": item.payer,
        "chosen_by": item.chosen_by,
        "owner_may_do_it": item.owner_may_do_it,
        "working_days": item.standard_days,
        "days_kind": item.days_kind,
        "fee_policy": item.fee_policy,
        "fee_schedule": item.fee_schedule,
        "cap_fen": item.cap_minor,
        "purchasable": barred is None,
        "why_not": barred.code if barred else None,
    }


def named(row) -> dict[str, str]:
    """Return a row's code with its names."""
    return {"code": row.code, **_names(row)}


def _names(row) -> dict[str, str]:
    return {"name_zh": row.name_zh, "name_en": row.name_en}


def _stage_facts(stage: StageChart) -> dict:
    labels = {}
    for language, suffix in (("zh-hans", "zh"), ("en", "en")):
        with translation.override(language):
            labels[f"name_{suffix}"] = str(ServiceItem.Stage(stage.stage).label)
    return {
        "stage": stage.stage,
        **labels,
        "working_days": stage.target_days,
        "approvals": [_approval_facts(node) for node in stage.approvals],
        "items": [_line_facts(line) for line in stage.lines],
        "public_services": [_names(service) for service in stage.services],
    }


def _approval_facts(node: ApprovalNode) -> dict:
    return {
        **_names(node.approval),
        "department": named(node.approval.department),
        "working_days": node.approval.standard_days,
        "rests_on": [item.code for item in node.items],
    }


def _line_facts(line: ItemLine) -> dict:
    bundles = [node.bundle.code for node in line.bundles]
    return item_facts(line.item, barred=line.barred) | {"bundles": bundles}


def _row(stage: StageChart, kind: str, facts: dict) -> dict:
    return _flat(facts) | {"stage": stage.stage, "list": kind}


def _flat(facts: dict) -> dict:
    row = dict(facts)
    department = row.pop("department", None)
    if department:
        row |= {
            "department": department["code"],
            "department_zh": department["name_zh"],
            "department_en": department["name_en"],
        }
    cap = row.pop("cap_fen", None)
    row["cap_yuan"] = "" if cap is None else f"{cap // 100}.{cap % 100:02}"
    row["rests_on"] = " ".join(row.get("rests_on", ()))
    for flag in ("owner_may_do_it", "purchasable"):
        if flag in row:
            row[flag] = int(row[flag])
    return row
