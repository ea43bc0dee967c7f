from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from marketplace.kernel.refusal import Refusal
from marketplace.models import Event, Series
from marketplace.models.checking import check
from marketplace.organisations.models import Organisation
from marketplace.organisations.parts import Registration, describe
from marketplace.transaction import command

from ..domain.lifecycle import State
from ..models import Agency

GONE = frozenset({State.REMOVED, State.WITHDRAWN})


def enter_agency(*, registration: Registration, columns: Mapping, by, at) -> Agency:
    """Enter or correct an agency on the hall's own knowledge, known by its credit code.

    A new one is a draft that nobody acts for yet; its people are invited and complete it.

    Raises:
        Refusal: ``agency.own``, ``agency.gone``, ``credit_code.wrong`` or ``record.invalid``.
    """
    with command():
        Series.locked("agency")  # lets one entry of a code in at a time
        found = Agency.objects.filter(organisation__credit_code=registration.credit_code)
        agency_id = found.values_list("pk", flat=True).first()
        if agency_id is None:
            agency, kind = _new(registration, by=by, at=at), "agency.entered"
        else:
            agency, kind = Agency.objects.locked(agency_id), "agency.corrected"
            agency.require_stranger(by)
            _require_here(agency)
            describe(agency.organisation, registration)
        for name, value in columns.items():
            setattr(agency, name, value)
        check(agency)
        agency.save()
        agency.tell(
            kind,
            at=at,
            by=by,
            private=agency.private_facts,
            region=agency.region.code,
            **agency.organisation.facts,
        )
    return agency


def _new(registration: Registration, *, by, at) -> Agency:
    """Return a draft of an organisation that may be here already, as an owner."""
    organisation = Organisation.objects.filter(credit_code=registration.credit_code).first()
    if organisation is None:
        organisation = Organisation()
        describe(organisation, registration)
        facts = organisation.facts
        Event.append(organisation.stream, "organisation.registered", at=at, by=by, **facts)
    return Agency(public_id=Series.next_id("agency"), organisation=organisation)


def _require_here(agency: Agency) -> None:
    if State(agency.state) in GONE:
        raise Refusal(
            "agency.gone",
            _("Nothing was changed: the agency is “%(state)s”, and its record stays as it is.")
            % {"state": agency.state_label},
            _("Leave the row out."),
        )
