"""The deed that needs a second person: a cap that people set."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from marketplace.approvals.registry import ApprovalKind
from marketplace.kernel.money import Money
from marketplace.kernel.refusal import Refusal
from marketplace.models import Hall, ServiceItem
from marketplace.notation import money
from marketplace.permissions import ADMINISTRATOR

from .commands.ask_manual_cap import MANUAL_CAP
from .parts.overrides import POLICIES, OwnTerms, add_override


class ManualCap(ApprovalKind):
    """A cap for one item in one hall, set by two people with a reason.

    An administrator asks; another one, or a regulator, signs.
    """

    key = MANUAL_CAP
    label = _("Cap set by people")
    duties = (ADMINISTRATOR,)

    def describe(self, approval) -> list[tuple[str, str]]:
        facts = approval.facts
        item = ServiceItem.objects.filter(code=facts["item"]).first()
        named = f"{facts['item']} {item.name}" if item else facts["item"]
        cap = money(Money(facts["cap_fen"]))
        return [(_("Service item"), named), (_("Fee cap"), cap), (_("Hall"), facts["hall"])]

    def execute(self, approval, *, by, at: datetime) -> None:
        hall = Hall.objects.filter(code=approval.facts["hall"]).first()
        item = ServiceItem.objects.filter(code=approval.facts["item"]).first()
        if hall is None or item is None:
            raise Refusal(
                "fee.gone",
                _("The cap was not set: its hall or its service item is not there any more."),
                _("Refuse the request, and ask for a new one."),
            )
        add_override(
            hall=Hall.objects.locked(hall.pk),
            item=item,
            terms=OwnTerms(POLICIES.MANUAL, cap=Money(approval.facts["cap_fen"])),
            reason=approval.reason,
            by=approval.asked_by,
            at=at,
            approval=approval,
        )
