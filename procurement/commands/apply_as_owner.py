from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from marketplace.documents.domain.upload import Upload
from marketplace.documents.parts import keep_document
from marketplace.kernel.refusal import Refusal
from marketplace.models import Event, Hall, Series
from marketplace.models.checking import check
from marketplace.organisations.models import Membership, Organisation
from marketplace.organisations.parts import Registration, describe, register_organisation
from marketplace.transaction import command

from ..models import Owner

PROOF = "owner_proof"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom the hall and the agencies may ask."""

    name: str
    phone: str


def apply_as_owner(*, registration: Registration, contact: Contact, proof: Upload, by, at) -> Owner:
    """Enter an organisation that wants to buy services; an operator checks it then.

    Somebody who administers an organisation that is here already, such as an agency, applies
    for that one.

    Raises:
        Refusal: ``owner.repeated``, ``credit_code.wrong``, ``organisation.registered``,
            ``record.invalid`` or ``hall.missing``.
    """
    with command():
        hall = Hall.objects.current()
        if Owner.objects.acted_for_by(by).exists():
            raise Refusal(
                "owner.repeated",
                _("Nothing was sent: you act for a project owner already."),
                _("Go to your desk."),
            )
        organisation = _own(registration, by) or register_organisation(registration, by=by, at=at)
        owner = Owner(
            public_id=Series.next_id("owner"),
            hall=hall,
            organisation=organisation,
            contact_name=contact.name,
            contact_phone=contact.phone,
            applied_at=at,
        )
        keep_proof(owner, proof, by=by, at=at)
        check(owner)
        owner.save(force_insert=True)
        record_application(owner, by=by, at=at)
    return owner


def apply_again(
    *, owner_id, registration: Registration, contact: Contact, proof: Upload | None, by, at
) -> Owner:
    """Hand an application in once more, after the hall has returned it.

    Without a new proof the one before stands.

    Raises:
        Refusal: ``owner.not_returned``, ``credit_code.wrong``, ``organisation.registered`` or
            ``record.invalid``.
    """
    with command():
        owner = Owner.objects.locked(owner_id)
        if owner.state != Owner.State.RETURNED:
            raise Refusal(
                "owner.not_returned",
                _("Nothing was sent: the hall has not returned your application."),
                _("Reload the page to see where it stands."),
            )
        describe(owner.organisation, registration)
        owner.contact_name, owner.contact_phone = contact.name, contact.phone
        owner.state, owner.applied_at = Owner.State.APPLIED.value, at
        if proof is not None:
            keep_proof(owner, proof, by=by, at=at)
        check(owner)
        owner.save()
        record_application(owner, by=by, at=at)
    return owner


def _own(registration: Registration, by) -> Organisation | None:
    """Return the organisation with this code if ``by`` administers it and it buys nothing yet."""
    column = Organisation._meta.get_field("credit_code")
    return Organisation.objects.filter(
        credit_code=column.to_python(registration.credit_code),
        owner=None,
        memberships__user=by,
        memberships__role=Membership.Role.ADMINISTRATOR,
    ).first()


def keep_proof(owner: Owner, proof: Upload, *, by, at) -> None:
    """Keep the paper that proves who the organisation is."""
    owner.proof = keep_document(stream=owner.stream, purpose=PROOF, upload=proof, by=by, at=at)


def record_application(owner: Owner, *, by, at) -> None:
    """Append that somebody waits for the hall's check; who to ask stays private."""
    Event.append(
        owner.stream,
        "owner.applied",
        at=at,
        by=by,
        private={
            "contact_name": owner.contact_name,
            "contact_phone": owner.contact_phone,
            "proof": owner.proof and owner.proof.sha256,
        },
        **owner.organisation.facts,
    )
