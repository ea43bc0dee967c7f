from typing import Unpack

from django.utils.translation import gettext_lazy as _

from marketplace.kernel.refusal import Refusal
from marketplace.models.checking import check
from marketplace.organisations.parts import Registration, describe
from marketplace.transaction import command

from ..domain.profile import Profile
from ..models import Agency


def revise_agency(
    *,
    agency_id,
    by,
    at,
    registration: Registration | None = None,
    region_id=None,
    **profile: Unpack[Profile],
) -> Agency:
    """Change what an agency tells about itself; what is not given stays.

    ``registration`` (name, credit code, kind) can be put right until the agency is listed.

    Raises:
        Refusal: ``agency.not_editable``, ``agency.name_is_fixed``, ``credit_code.wrong``,
            ``organisation.registered`` or ``record.invalid``.
    """
    with command():
        agency = Agency.objects.locked(agency_id)
        agency.require_editable()
        organisation = agency.organisation
        if registration is not None and registration != _registered(organisation):
            _require_never_listed(agency)
            describe(organisation, registration)
        agency.region_id = region_id or agency.region_id
        for column, value in profile.items():
            setattr(agency, column, value)
        check(agency)
        agency.save()
        agency.tell(
            "agency.revised",
            at=at,
            by=by,
            private=agency.private_facts,
            region=agency.region.code,
            **organisation.facts,
        )
    return agency


def _registered(organisation) -> Registration:
    return Registration(
        credit_code=organisation.credit_code,
        name_zh=organisation.name_zh,
        name_en=organisation.name_en,
        kind=organisation.kind,
    )


def _require_never_listed(agency: Agency) -> None:
    if agency.listed_at is not None:
        raise Refusal(
            "agency.name_is_fixed",
            _("Nothing was changed: the name and the credit code of a listed agency stand."),
            _("Where the licence has changed, ask the operator."),
        )
