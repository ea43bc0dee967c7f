from typing import Unpack

from django.utils.translation import gettext_lazy as _

from marketplace.kernel.refusal import Refusal
from marketplace.models import Series
from marketplace.models.checking import check
from marketplace.organisations.parts import Registration, register_organisation
from marketplace.transaction import command

from ..domain.lifecycle import State
from ..domain.profile import Profile
from ..models import Agency


def apply_to_join(
    *,
    credit_code,
    name_zh,
    region_id,
    by,
    at,
    name_en="",
    kind="company",
    **profile: Unpack[Profile],
) -> Agency:
    """Open a draft agency for a new organisation, with ``by`` as its administrator.

    Raises:
        Refusal: ``agency.already``, ``credit_code.wrong``, ``organisation.registered`` or
            ``record.invalid``.
    """
    with command():
        public_id = Series.next_id("agency")  # its lock lets one application in at a time
        _require_nothing_running(by)
        licence = {"credit_code": credit_code, "name_zh": name_zh, "name_en": name_en}
        organisation = register_organisation(Registration(kind=kind, **licence), by=by, at=at)
        agency = Agency(
            public_id=public_id,
            organisation=organisation,
            region_id=region_id,
            **profile,
        )
        check(agency)
        agency.save(force_insert=True)
        agency.tell(
            "agency.applied",
            at=at,
            by=by,
            private=agency.private_facts,
            region=agency.region.code,
            **organisation.facts,
        )
    return agency


def _require_nothing_running(user) -> None:
    over = [State.WITHDRAWN.value, State.REMOVED.value]
    running = Agency.objects.acted_for_by(user).exclude(state__in=over).first()
    if running is not None:
        raise Refusal(
            "agency.already",
            _("Nothing was registered: you act for “%(name)s” already, and a person acts for one.")
            % {"name": running.name},
            _("Go on with that agency, or use another account."),
        )
