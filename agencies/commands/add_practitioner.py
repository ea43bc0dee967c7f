from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.kernel.refusal import Refusal
from marketplace.models.checking import check
from marketplace.notation import day as day_in_words
from marketplace.transaction import command

from ..models import Agency, Practitioner


def add_practitioner(
    *, agency_id, name, profession, registration_number, valid_from, by, at, valid_to=None
) -> Practitioner:
    """Enter a registered person who works for the agency.

    Raises:
        Refusal: ``agency.not_editable``, ``practitioner.expired``, ``practitioner.elsewhere``
            or ``record.invalid``.
    """
    with command():
        agency = Agency.objects.locked(agency_id)
        agency.require_editable()
        person = Practitioner(
            agency=agency,
            name=name,
            profession=profession,
            registration_number=registration_number,
            valid_from=valid_from,
            valid_to=valid_to,
        )
        _require_running(person, timezone.localdate(at))
        check(person, before=_require_free)
        try:
            with transaction.atomic():
                person.save(force_insert=True)
        except IntegrityError as error:  # somebody entered the same number at the same moment
            raise _elsewhere() from error
        agency.tell(
            "practitioner.added",
            at=at,
            by=by,
            private=person.private_facts,
            profession=person.profession,
        )
    return person


def _require_running(person: Practitioner, today) -> None:
    if person.valid_to is not None and person.valid_to < today:
        raise Refusal(
            "practitioner.expired",
            _("Nobody was entered: the registration expired on %(day)s.")
            % {"day": day_in_words(person.valid_to)},
            _("Enter the renewed registration."),
        )


def _require_free(person: Practitioner) -> None:
    same = Practitioner.objects.filter(
        profession=person.profession.strip(),
        registration_number=person.registration_number.strip(),
    )
    if same.exists():
        raise _elsewhere()


def _elsewhere() -> Refusal:
    return Refusal(
        "practitioner.elsewhere",
        _(
            "Nobody was entered: this registration number is with an agency already, and a "
            "person works for one agency at a time."
        ),
        _("Check the number, or have the other agency remove the person first."),
    )
