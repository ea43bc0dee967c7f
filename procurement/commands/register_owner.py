from marketplace.models import Event, Hall, Series
from marketplace.models.checking import check
from marketplace.organisations.models import Membership, Organisation
from marketplace.transaction import command

from ..models import Owner


def register_owner(*, organisation, contact_name, contact_phone, user, by=None, at) -> Owner:
    """Enter a project owner whom the hall knows, with ``user`` as its administrator.

    It is verified at once; who comes by itself applies (``apply_as_owner``).
    ``organisation`` is an unsaved ``Organisation``.

    Raises:
        Refusal: ``record.invalid`` for a wrong credit code, a taken one, or missing facts;
            ``hall.missing`` before a hall is opened.
    """
    with command():
        hall = Hall.objects.current()
        check(organisation)
        organisation.save(force_insert=True)
        owner = Owner(
            public_id=Series.next_id("owner"),
            hall=hall,
            organisation=organisation,
            contact_name=contact_name,
            contact_phone=contact_phone,
            state=Owner.State.VERIFIED.value,
            applied_at=at,
            verified_at=at,
        )
        check(owner)
        owner.save(force_insert=True)
        Membership.objects.create(
            user=user, organisation=organisation, role=Membership.Role.ADMINISTRATOR
        )
        Event.append(
            owner.stream,
            "owner.registered",
            at=at,
            by=by or user,
            private={"contact_name": owner.contact_name, "contact_phone": owner.contact_phone},
            **_public(organisation),
        )
    return owner


def _public(organisation: Organisation) -> dict:
    return {
        "name_zh": organisation.name_zh,
        "name_en": organisation.name_en,
        "credit_code": organisation.credit_code,
        "organisation_kind": str(organisation.kind),
    }
