"""The catalogue's service items as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models import CredentialType, Department, ServiceCategory, ServiceItem
from ..models.catalogue import ItemCredential
from ..parts import RowName, hold_catalogue, record_catalogue_change
from ..permissions import has_duty
from ..policies import CATALOGUE_EDITORS
from ..transaction import command
from .cells import Cells
from .kinds import ExchangeColumn, ExchangeKind, Outcome

TEXTS = (
    "name_zh",
    "name_en",
    "applies_zh",
    "applies_en",
    "precedes_zh",
    "precedes_en",
    "legal_basis_zh",
    "deliverable_zh",
    "deliverable_en",
    "fee_schedule",
    "fee_kind",
    "cap_source_zh",
    "cap_source_en",
)
CHOICES = ("stage", "duty", "payer", "chosen_by", "days_kind", "fee_policy", "credential_rule")
LINKS = {"category": ServiceCategory, "department": Department}
AMOUNTS = {"cap": "cap_minor", "tender_threshold": "tender_threshold_minor"}
ORDER = (
    *("code", "name_zh", "name_en", "category", "department", "stage", "duty", "payer"),
    *("chosen_by", "owner_may_do_it", "standard_days", "days_kind", "fee_policy"),
    *("fee_schedule", "fee_kind", "cap", "cap_source_zh", "cap_source_en", "tender_threshold"),
    *("credential_rule", "credentials", "applies_zh", "applies_en", "precedes_zh"),
    *("precedes_en", "legal_basis_zh", "deliverable_zh", "deliverable_en", "retired_on"),
)
NEEDED = {
    *("code", "name_zh", "name_en", "category", "department", "stage", "duty", "payer"),
    *("chosen_by", "standard_days", "fee_policy"),
}
HELP = {
    "code": _("How everybody knows the item; it never changes."),
    "category": _("The category's code."),
    "department": _("The department's code."),
    "cap": _("In yuan, at most two decimals."),
    "tender_threshold": _("In yuan, at most two decimals."),
    "credentials": _("Code of the type and of the lowest grade, as in SURVEY:B; CIVIL:A"),
    "retired_on": _("A day, as in 2026-03-02; empty while the item is offered."),
    "owner_may_do_it": _("1 for yes, 0 for no."),
}
LABELS = {"credentials": _("needed credentials with the lowest grade")}


def _label(key: str):
    if key in LABELS:
        return LABELS[key]
    name = AMOUNTS.get(key, key)
    return ServiceItem._meta.get_field(name).verbose_name


def _choices(name: str) -> dict[str, str]:
    flat = ServiceItem._meta.get_field(name).flatchoices
    known = {str(value): str(value) for value, _label in flat}
    return known | {str(label): str(value) for value, label in flat}


@dataclass
class ItemRow:
    """A row that was read: the item with its new columns, and the credentials it needs."""

    item: ServiceItem
    is_new: bool
    differs: bool = False
    credentials: list | None = None

    @property
    def outcome(self) -> Outcome:
        if self.is_new:
            return Outcome.ADDED
        return Outcome.CHANGED if self.differs else Outcome.SAME


class CatalogueTable(ExchangeKind):
    """Service items, known by their code. Papers, steps and questions stay as they are."""

    key = "catalogue"
    label = _("Catalogue: service items")
    description = _("Items by their code; categories, departments and credentials by theirs.")
    identity = "code"
    columns = tuple(
        ExchangeColumn(key, _label(key), key in NEEDED, HELP.get(key, "")) for key in ORDER
    )

    def may_import(self, user) -> bool:
        return has_duty(user, *CATALOGUE_EDITORS) or (user.is_active and user.is_superuser)

    def may_export(self, user) -> bool:
        return user.is_active and user.has_perm("wagtailadmin.access_admin")

    def rows(self) -> Iterator[dict]:
        items = ServiceItem.objects.select_related("category", "department").order_by("code")
        needed = ("required_credentials__type", "required_credentials__min_grade")
        for item in items.prefetch_related(*needed):
            yield _as_row(item)

    def check(self, values: Mapping[str, str], *, at: datetime) -> Outcome:
        return _read(values).outcome

    def apply(self, values: Mapping[str, str], *, by, at: datetime) -> Outcome:
        with command():
            hold_catalogue()
            row = _read(values)
            if row.outcome != Outcome.SAME:
                if row.credentials is not None:
                    row.item.required_credentials = [
                        ItemCredential(type=grade.type, min_grade=grade)
                        for grade in row.credentials
                    ]
                row.item.save()
                change = "added" if row.is_new else "changed"
                named = [RowName("item", row.item.code)]
                record_catalogue_change(at=at, by=by, **{change: named})
        return row.outcome


def _as_row(item: ServiceItem) -> dict:
    told = {name: getattr(item, name) for name in (*TEXTS, *CHOICES, "code", "standard_days")}
    return told | {
        "category": item.category.code,
        "department": item.department.code,
        "owner_may_do_it": int(item.owner_may_do_it),
        "cap": item.cap and item.cap.major,
        "tender_threshold": item.tender_threshold and item.tender_threshold.major,
        "credentials": "; ".join(sorted(_needed(item))),
        "retired_on": item.retired_on,
    }


def _needed(item: ServiceItem) -> list[str]:
    return [f"{each.type.code}:{each.min_grade.code}" for each in item.required_credentials.all()]


def _read(values: Mapping[str, str]) -> ItemRow:
    """Return what a row says of an item.

    Raises:
        BadRow: with everything that is wrong with it.
    """
    cells = Cells(values)
    code = cells.text("code", is_required=True)
    found = ServiceItem.objects.filter(code=code).first() if code else None
    row = ItemRow(found or ServiceItem(code=code), is_new=found is None)
    for name, value in _columns(cells).items():
        if getattr(row.item, name, None) != value:
            setattr(row.item, name, value)
            row.differs = True
    if cells.has("credentials"):
        row.credentials = _credentials(cells)
        wanted = sorted(f"{grade.type.code}:{grade.code}" for grade in row.credentials)
        there = [] if row.is_new else sorted(_needed(row.item))
        row.differs |= wanted != there
    if not cells.problems:
        _validate(row.item, cells)
    cells.finish()
    return row


def _columns(cells: Cells) -> dict[str, object]:
    """Return the columns that the table has and that could be read."""
    readers = dict.fromkeys(TEXTS, _text_of) | dict.fromkeys(CHOICES, _choice_of)
    readers |= {"category": _linked, "department": _linked}
    readers |= {
        "owner_may_do_it": Cells.flag,
        "standard_days": Cells.whole,
        "retired_on": Cells.day,
        **dict.fromkeys(AMOUNTS, _minor_of),
    }
    said = {name: read(cells, name) for name, read in readers.items() if cells.has(name)}
    wrong = {problem.column for problem in cells.problems}
    return {AMOUNTS.get(name, name): said[name] for name in said if name not in wrong}


def _text_of(cells: Cells, name: str) -> str:
    return cells.text(name, is_required=name in NEEDED)


def _choice_of(cells: Cells, name: str):
    return cells.choice(name, _choices(name))


def _linked(cells: Cells, name: str):
    return cells.choice(name, {row.code: row for row in LINKS[name].objects.all()})


def _minor_of(cells: Cells, name: str) -> int | None:
    amount = cells.money(name)
    return amount and amount.minor


def _credentials(cells: Cells) -> list:
    """Return the grades that a text such as ``SURVEY:B; CIVIL:A`` names."""
    asked = [part.strip() for part in cells.text("credentials").split(";") if part.strip()]
    if not asked:
        return []
    types = CredentialType.objects.prefetch_related("grades")
    known = {f"{kind.code}:{grade.code}": grade for kind in types for grade in kind.grades.all()}
    for part in asked:
        if part not in known:
            cells.wrong("credentials", _("“%(value)s” names no credential.") % {"value": part})
    return [known[part] for part in asked if part in known]


def _validate(item: ServiceItem, cells: Cells) -> None:
    try:
        item.full_clean()
    except ValidationError as error:
        cells.wrong_record(error, {column: name for name, column in AMOUNTS.items()})
