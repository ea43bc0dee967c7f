"""What the log tells of a notice. These facts alone must suffice for every later figure."""

from __future__ import annotations

from itertools import groupby

from marketplace.fees.models import FeeAssessment

from .models import Notice


def published_facts(notice: Notice) -> dict:
    """Return the terms of a notice as they freeze, ready for ``notice.published``."""
    project, related = notice.project, ("item__department", "assessment__schedule")
    lines = list(notice.lines.select_related(*related, "assessment__override"))
    return {
        "hall": notice.hall.code,
        "rules_version": notice.rules.version,
        "owner": notice.owner.public_id,
        "owner_name_zh": notice.owner.organisation.name_zh,
        "owner_name_en": notice.owner.organisation.name_en,
        "project": project.public_id,
        "project_code": project.code,
        "project_name_zh": project.name_zh,
        "project_name_en": project.name_en,
        "region": project.region.code,
        "investment_fen": project.investment_minor,
        "fiscal_share_bp": notice.fiscal_share_bp,
        "min_answers": notice.min_answers,
        "follows": notice.follows and notice.follows.public_id,
        "lines": [_line(line) for line in lines],
        "lines_in_sequence": notice.lines_in_sequence,
        "requirements": _requirements(notice),
        "avoidances": [
            {"agency": each.agency.public_id, "reason": each.reason}
            for each in notice.avoidances.select_related("agency").order_by("agency__public_id")
        ],
        "mode": notice.mode_key,
        "mode_version": notice.mode_version,
        "params": notice.mode_params,
        "cap_fen": notice.cap_minor,
        "ceiling_fen": notice.ceiling_minor,
        "floor_fen": notice.floor_minor,
        "currency": notice.currency,
        "scope": notice.scope,
        "complaint_phone": notice.complaint_phone,
        "closes_at": notice.closes_at,
        "attachments": attachments(notice),
    }


def attachments(notice: Notice) -> list[dict]:
    """Return what is attached, each with the hash by which anybody knows it again."""
    rows = notice.attachments.select_related("document").order_by("pk")
    return [
        {
            "name": row.document.name,
            "media_type": row.document.media_type,
            "size": row.document.size,
            "sha256": row.document.sha256,
        }
        for row in rows
    ]


def askers(notice: Notice) -> list[dict]:
    """Return who asked each question; told with the close, and not before."""
    rows = notice.questions.select_related("agency").order_by("number")
    return [{"number": row.number, "agency": row.agency.public_id} for row in rows]


def _line(line) -> dict:
    return {
        "item": line.item.code,
        "item_name_zh": line.item.name_zh,
        "item_name_en": line.item.name_en,
        "department": line.item.department.code,
        "cap_fen": line.cap_minor,
        "cap_source": line.cap_source,
        "assessment": line.assessment and _assessment(line.assessment),
        "ceiling_fen": line.ceiling_minor,
        "floor_fen": line.floor_minor,
        "standard_days": line.standard_days,
        "required_days": line.required_days,
    }


def _assessment(made: FeeAssessment) -> dict:
    """Return how a cap was found, so that anybody can find it again."""
    return {
        "schedule": made.schedule and made.schedule.key,
        "schedule_version": made.schedule and made.schedule.version,
        "override_version": made.override and made.override.version,
        "kind": made.kind,
        "policy": made.policy,
        "inputs": made.inputs,
        "steps": made.steps,
        "benchmark_fen": made.benchmark_minor,
        "cap_fen": made.cap_minor,
        "floor_fen": made.floor_minor,
    }


def _requirements(notice: Notice) -> list:
    rows = notice.requirements.select_related("type", "min_grade", "line__item").order_by(
        "group", "pk"
    )
    return [
        [
            {
                "type": row.type.code,
                "min_grade": row.min_grade.code,
                "item": row.line and row.line.item.code,
            }
            for row in group
        ]
        for _number, group in groupby(rows, key=lambda row: row.group)
    ]


def answer_facts(response) -> dict:
    """Return what is private about an answer until the notice closes."""
    return {
        "agency": response.agency.public_id,
        "price_fen": response.price_minor,
        "promised": promised(response),
    }


def promised(response) -> list[dict]:
    """Return the promised working days of an answer, a line each."""
    rows = response.promises.select_related("line__item").order_by("line__place")
    return [{"item": row.line.item.code, "days": row.promised_days} for row in rows]
