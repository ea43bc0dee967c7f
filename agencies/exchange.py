"""Agencies as a table: what the hall knows of them, known by their credit code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from marketplace.exchange.cells import Cells
from marketplace.exchange.kinds import ExchangeColumn, ExchangeKind, Outcome
from marketplace.kernel.credit_code import is_credit_code
from marketplace.kernel.refusal import Refusal
from marketplace.kernel.text import half_width
from marketplace.models import Region
from marketplace.organisations.commands import invite_by_email
from marketplace.organisations.models import Membership, Organisation
from marketplace.organisations.parts import Registration
from marketplace.permissions import ADMINISTRATOR, VETTING, has_duty

from .commands import enter_agency
from .models import Agency

LICENCE = ("name_zh", "name_en")
PROFILE = (
    "address",
    "legal_representative",
    "contact_name",
    "contact_phone",
    "contact_email",
    "introduction_zh",
    "introduction_en",
)
LABELS = {
    "credit_code": _("unified social credit code"),
    "name_zh": _("Chinese name"),
    "name_en": _("English name"),
    "kind": _("kind of organisation"),
    "region": _("region"),
    "administrator": _("e-mail of its administrator"),
    "public_id": _("number here"),
    "state": _("state"),
}
NEEDED = {"credit_code", "name_zh", "kind", "region"}
HELP = {
    "credit_code": _("18 digits and capital letters; the row is known by it."),
    "kind": _("company, partnership, institution, government or other."),
    "region": _("The region's code."),
    "administrator": _("Of a new agency: who is invited to act for it. Never taken away."),
    "public_id": _("For information; not read."),
    "state": _("For information; not read. A new agency begins as a draft."),
}
ORDER = ("credit_code", *LICENCE, "kind", "region", *PROFILE, "administrator", "public_id", "state")


def _label(key: str):
    return LABELS.get(key) or Agency._meta.get_field(key).verbose_name


class AgenciesTable(ExchangeKind):
    """A new row becomes a draft whose administrator is invited; a known one is corrected."""

    key = "agencies"
    label = _("Agencies")
    description = _(
        "Agencies by their credit code. A new one becomes a draft, and its administrator is "
        "invited to complete it; credentials are checked in vetting, never brought in."
    )
    identity = "credit_code"
    columns = tuple(
        ExchangeColumn(key, _label(key), key in NEEDED, HELP.get(key, "")) for key in ORDER
    )

    def may_import(self, user) -> bool:
        return has_duty(user, VETTING, ADMINISTRATOR) or (user.is_active and user.is_superuser)

    def may_export(self, user) -> bool:
        return self.may_import(user)

    def rows(self) -> Iterator[dict]:
        rows = Agency.objects.select_related("organisation", "region").order_by("public_id")
        for agency in rows.iterator(chunk_size=2000):
            yield _as_row(agency)

    def check(self, values: Mapping[str, str], *, at: datetime) -> Outcome:
        return _outcome(*_read(values))

    def apply(self, values: Mapping[str, str], *, by, at: datetime) -> Outcome:
        registration, columns, email = _read(values)
        outcome = _outcome(registration, columns, email)
        if outcome == Outcome.SAME:
            return outcome
        agency = enter_agency(registration=registration, columns=columns, by=by, at=at)
        if outcome == Outcome.ADDED and email:
            _invite(agency, email, by=by, at=at)
        return outcome


def _invite(agency: Agency, email: str, *, by, at) -> None:
    try:
        invite_by_email(
            organisation_id=agency.organisation_id,
            email=email,
            role=Membership.Role.ADMINISTRATOR.value,
            by=by,
            at=at,
        )
    except Refusal as refusal:
        if refusal.code != "invitation.repeated":  # it waits from an earlier try
            raise


def _as_row(agency: Agency) -> dict:
    organisation = agency.organisation
    return {name: getattr(agency, name) for name in PROFILE} | {
        "credit_code": organisation.credit_code,
        "name_zh": organisation.name_zh,
        "name_en": organisation.name_en,
        "kind": organisation.kind,
        "region": agency.region.code,
        "administrator": "",
        "public_id": agency.public_id,
        "state": str(agency.state_label),
    }


def _read(values: Mapping[str, str]) -> tuple[Registration, dict, str]:
    """Return the licence, the columns and the administrator's address that a row tells.

    Raises:
        BadRow: with everything that is wrong with it.
    """
    cells = Cells(values)
    code = half_width(cells.text("credit_code", is_required=True)).upper()
    if code and not is_credit_code(code):
        cells.wrong("credit_code", _("This is not a credit code; copy it from the licence."))
    names = {name: cells.text(name, is_required=name == "name_zh") for name in LICENCE}
    kinds = {value: value for value in Organisation.Kind.values}
    kinds |= {str(kind.label): kind.value for kind in Organisation.Kind}
    kind = cells.choice("kind", kinds)
    region = cells.choice("region", {row.code: row for row in Region.objects.all()})
    columns = {name: cells.text(name) for name in PROFILE if cells.has(name)}
    for name in ("contact_email", "administrator"):
        _require_address(cells, name)
    _require_lengths(cells, columns)
    cells.finish()
    registration = Registration(credit_code=code, kind=kind, **names)
    return registration, {**columns, "region": region}, cells.text("administrator")


def _require_address(cells: Cells, name: str) -> None:
    try:
        if cells.text(name):
            validate_email(cells.text(name))
    except ValidationError:
        cells.wrong(name, _("Write an e-mail address as in name@example.com."))


def _require_lengths(cells: Cells, columns: Mapping[str, str]) -> None:
    for name, value in columns.items():
        try:
            Agency._meta.get_field(name).clean(value, None)
        except ValidationError as error:
            cells.wrong(name, " ".join(error.messages))
    for name in LICENCE:
        try:
            if cells.text(name):
                Organisation._meta.get_field(name).clean(cells.text(name), None)
        except ValidationError as error:
            cells.wrong(name, " ".join(error.messages))


def _outcome(registration: Registration, columns: Mapping, _email: str) -> Outcome:
    agency = Agency.objects.filter(organisation__credit_code=registration.credit_code)
    found = agency.select_related("organisation", "region").first()
    if found is None:
        return Outcome.ADDED
    licence = {name: getattr(found.organisation, name) for name in ("name_zh", "name_en", "kind")}
    said = {name: getattr(registration, name) for name in licence}
    same = licence == said and all(getattr(found, name) == v for name, v in columns.items())
    return Outcome.SAME if same else Outcome.CHANGED
