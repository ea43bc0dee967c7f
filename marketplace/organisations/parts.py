"""For commands that already hold a transaction: an organisation comes in with its first person."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from ..kernel.credit_code import is_credit_code
from ..kernel.refusal import Refusal
from ..models import Event
from ..models.checking import check
from .models import Membership, Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """What the licence says of an organisation."""

    credit_code: str
    name_zh: str
    name_en: str = ""
    kind: str = Organisation.Kind.COMPANY.value


def register_organisation(registration: Registration, *, by, at) -> Organisation:
    """Enter an organisation, with ``by`` as its administrator.

    Raises:
        Refusal: ``credit_code.wrong``, ``organisation.registered`` or ``record.invalid``.
        RuntimeError: outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an organisation is registered inside its caller's transaction")
    organisation = Organisation()
    describe(organisation, registration)
    organisation.memberships.create(user=by, role=Membership.Role.ADMINISTRATOR)
    Event.append(
        organisation.stream,
        "organisation.registered",
        at=at,
        by=by,
        **organisation.facts,
    )
    return organisation


def describe(organisation: Organisation, registration: Registration) -> None:
    """Store what the licence says; the code must be right and nobody else's.

    Raises:
        Refusal: ``credit_code.wrong``, ``organisation.registered`` or ``record.invalid``.
    """
    column = Organisation._meta.get_field("credit_code")
    organisation.credit_code = column.to_python(registration.credit_code)
    organisation.name_zh = registration.name_zh
    organisation.name_en = registration.name_en
    organisation.kind = registration.kind
    _require_right_code(organisation.credit_code)
    check(organisation, before=_require_unregistered)
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError as error:  # somebody entered the same code at the same moment
        raise _registered() from error


def _require_unregistered(organisation: Organisation) -> None:
    others = Organisation.objects.exclude(pk=organisation.pk)
    if others.filter(credit_code=organisation.credit_code).exists():
        raise _registered()


def _require_right_code(code: str) -> None:
    if not is_credit_code(code):
        raise Refusal(
            "credit_code.wrong",
            _(
                "Nothing was registered: “%(code)s” is not a unified social credit code. "
                "It has 18 digits and capital letters, and the last one checks the others."
            )
            % {"code": code},
            _("Copy the code from the licence, character by character."),
        )


def _registered() -> Refusal:
    return Refusal(
        "organisation.registered",
        _("Nothing was registered: an organisation with this credit code is here already."),
        _("Ask its administrator to invite you, or check the code."),
    )
