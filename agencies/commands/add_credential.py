from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.documents.domain.upload import Upload
from marketplace.documents.parts import keep_document
from marketplace.kernel.refusal import Refusal
from marketplace.models import CredentialGrade
from marketplace.models.checking import check
from marketplace.notation import day as day_in_words
from marketplace.transaction import command

from ..domain.lifecycle import State
from ..models import Agency, Credential

SCAN = "credential"


def add_credential(
    *,
    agency_id,
    grade_id,
    number,
    valid_from,
    by,
    at,
    valid_to=None,
    scan: Upload | None = None,
) -> Credential:
    """Enter a certificate. The grade names its type; both days of the period are included.

    The scan is a private paper: the agency's people and the hall read it.

    Raises:
        Refusal: ``agency.not_editable``, ``credential.abolished``, ``credential.endless``,
            ``credential.expired``, ``credential.repeated`` or ``record.invalid``.
    """
    with command():
        agency = Agency.objects.locked(agency_id)
        agency.require_editable(also={State.SUSPENDED})
        grade = CredentialGrade.objects.select_related("type").get(pk=grade_id)
        number = Credential._meta.get_field("number").to_python(number)
        credential = Credential(agency=agency, type=grade.type, grade=grade, number=number)
        credential.valid_from, credential.valid_to = valid_from, valid_to
        _require_worth(credential, timezone.localdate(at))
        check(credential, before=_require_new)
        if scan is not None:
            credential.scan = _keep(agency, scan, by=by, at=at)
        try:
            with transaction.atomic():
                credential.save(force_insert=True)
        except IntegrityError as error:  # somebody entered the same one at the same moment
            raise _repeated(credential) from error
        agency.tell("credential.added", at=at, by=by, **credential.facts)
    return credential


def _keep(agency: Agency, scan: Upload, *, by, at):
    return keep_document(stream=agency.stream, purpose=SCAN, upload=scan, by=by, at=at)


def _require_worth(credential: Credential, today) -> None:
    kind = credential.type
    if not kind.is_in_force_on(today):
        raise Refusal(
            "credential.abolished",
            _("The certificate was not entered: “%(type)s” was abolished on %(day)s.")
            % {"type": kind.name, "day": day_in_words(kind.abolished_on)},
            kind.replacement or _("Nobody may ask you for it; leave it out."),
        )
    if kind.validity_years and credential.valid_to is None:
        raise Refusal(
            "credential.endless",
            _("The certificate was not entered: “%(type)s” runs out, and its last day is missing.")
            % {"type": kind.name},
            _("Enter the last day that stands on the certificate."),
        )
    if credential.valid_to is not None and credential.valid_to < today:
        raise Refusal(
            "credential.expired",
            _("The certificate was not entered: it expired on %(day)s.")
            % {"day": day_in_words(credential.valid_to)},
            _("Enter the renewed certificate."),
        )


def _require_new(credential: Credential) -> None:
    same = Credential.objects.filter(type=credential.type, number=credential.number)
    if same.exists():
        raise _repeated(credential)


def _repeated(credential: Credential) -> Refusal:
    return Refusal(
        "credential.repeated",
        _("The certificate was not entered: “%(type)s” number %(number)s is registered already.")
        % {"type": credential.type.name, "number": credential.number},
        _("Check the number. If somebody else uses yours, call the hall."),
    )
