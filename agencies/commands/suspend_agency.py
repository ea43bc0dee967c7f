from django.db import transaction

from marketplace.models.checking import check
from marketplace.transaction import command

from ..domain.lifecycle import Step
from ..models import Agency
from ..signals import agency_suspended


def suspend_agency(*, agency_id, reason, by, at) -> Agency:
    """Keep an agency from being chosen until it is reinstated. The reason is public.

    Raises:
        Refusal: ``agency.own``, ``agency.wrong_state``, ``reason.missing`` or
            ``record.invalid``.
    """
    with command():
        agency = Agency.objects.locked(agency_id)
        agency.require_stranger(by)
        agency.advance(Step.SUSPEND)
        agency.give_reason(reason)
        check(agency)
        agency.save()
        agency.tell("agency.suspended", at=at, by=by, reason=agency.state_reason)
        transaction.on_commit(
            lambda: agency_suspended.send_robust(Agency, agency=agency), robust=True
        )
    return agency
