from django.db import transaction

from marketplace.models.checking import check
from marketplace.transaction import command

from ..domain.decree import Decree
from ..domain.lifecycle import Step
from ..models import Agency, Decision
from ..signals import agency_suspended
from .deciding import enter_decision


def suspend_agency(*, agency_id, reason, by, at, decree: Decree | None = None) -> Agency:
    """Keep an agency from being chosen until it is reinstated. The reason is public.

    Raises:
        Refusal: ``agency.own``, ``agency.wrong_state``, ``reason.missing``,
            ``decision.not_yet`` or ``record.invalid``.
    """
    with command():
        agency = Agency.objects.locked(agency_id)
        agency.require_stranger(by)
        agency.advance(Step.SUSPEND)
        agency.give_reason(reason)
        check(agency)
        agency.save()
        told = enter_decision(
            agency, Decision.Kind.SUSPENDED, decree, reason=agency.state_reason, by=by, at=at
        )
        agency.tell("agency.suspended", at=at, by=by, reason=agency.state_reason, **told)
        transaction.on_commit(
            lambda: agency_suspended.send_robust(Agency, agency=agency), robust=True
        )
    return agency
