from marketplace.transaction import command

from ..models import Agency


def remove_practitioner(*, agency_id, practitioner_id, by, at) -> None:
    """Take a person off the agency's list.

    Raises:
        Refusal: ``agency.not_editable``.
        Practitioner.DoesNotExist: where the person is not this agency's.
    """
    with command():
        agency = Agency.objects.locked(agency_id)
        agency.require_editable()
        person = agency.practitioners.get(pk=practitioner_id)
        facts = person.private_facts
        person.delete()
        agency.tell(
            "practitioner.removed", at=at, by=by, private=facts, profession=person.profession
        )
