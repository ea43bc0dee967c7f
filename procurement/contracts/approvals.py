"""The deed of this room that needs a second person: passing over a candidate by ruling."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace.approvals.registry import ApprovalKind

from .models import Engagement
from .parts import locked, pass_over
from .permissions import may_ask_for_skip, may_sign_skip


class SkipCandidate(ApprovalKind):
    """Pass over a candidate, so that the next in the ranking is offered the award."""

    key = "skip"
    label = _("Pass over a candidate")

    def may_ask(self, user) -> bool:
        return may_ask_for_skip(user)

    def may_sign(self, user) -> bool:
        return may_sign_skip(user)

    def describe(self, approval) -> list[tuple[str, str]]:
        engagements = Engagement.objects.select_related("notice", "agency__organisation")
        engagement = engagements.get(pk=approval.facts["engagement"])
        return [
            (_("Notice"), str(engagement.notice)),
            (_("Agency"), f"{engagement.agency.name} ({engagement.agency.public_id})"),
            (_("Rank"), str(engagement.rank)),
        ]

    def execute(self, approval, *, by, at) -> None:
        engagement = locked(approval.facts["engagement"])
        pass_over(engagement, reason=approval.reason, cause="ruled", approver=by, at=at)
