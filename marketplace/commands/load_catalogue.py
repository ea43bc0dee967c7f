from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks

from ..data.plan import Step, codes_in_database, plan
from ..data.reading import read_catalogue
from ..kernel.refusal import Refusal
from ..models import CredentialGrade, ItemCredential, ServiceItem
from ..parts import RowName, hold_catalogue, record_catalogue_change
from ..transaction import command
from .project_type_parts import write_project_type_parts

OUT_OF_THE_WAY = 1000  # where ranks wait while others take their places


class CatalogueChange(NamedTuple):
    """The rows that a load added, changed and retired."""

    added: list[RowName]
    changed: list[RowName]
    retired: list[RowName]


def load_catalogue(
    *, data: object, by=None, at: datetime, only_check: bool = False
) -> CatalogueChange:
    """Make the catalogue say what the file says: all of it, or nothing.

    ``only_check`` tells what would change, and changes nothing.

    Rows are matched by code; none is deleted. Items that the file leaves out are retired;
    other sections that are missing stay as they are. A second load changes nothing.
    What an app above keeps of the file it writes first, with ``register_catalogue_sections``:
    a function of the data that returns the rows it added and those it changed.

    Raises:
        Refusal: ``catalogue.invalid``, naming every bad row with its place.
    """
    with command():
        hold_catalogue()
        brought = [load(data) for load in hooks.get_hooks("register_catalogue_sections")]
        steps = _checked(data)
        for step in steps:
            _write(step)
        change = CatalogueChange(
            added=[
                *(name for added, _changed in brought for name in added),
                *(RowName(step.kind, step.entry.code) for step in steps if step.is_new),
            ],
            changed=[
                *(name for _added, changed in brought for name in changed),
                *(RowName(step.kind, step.entry.code) for step in steps if step.is_changed),
            ],
            retired=_retire(data, steps, at),
        )
        if only_check:
            transaction.set_rollback(True)
        elif any(change):
            record_catalogue_change(at=at, by=by, **change._asdict())
    return change


def _checked(data: object) -> list[Step]:
    reading = read_catalogue(data, known=codes_in_database())
    steps = [] if reading.problems else plan(reading)
    if reading.problems:
        raise Refusal(
            "catalogue.invalid",
            _("Nothing was loaded; %(count)d things are wrong in the file: %(problems)s")
            % {"count": len(reading.problems), "problems": "; ".join(reading.problems)},
            _("Correct them and load the file again."),
        )
    return steps


def _write(step: Step) -> None:
    if not step.differs:
        return
    row, entry = step.row, step.entry
    for name, code in entry.links.items():
        field = row._meta.get_field(name)
        target = field.related_model.objects.filter(code=code).first() if code else None
        setattr(row, name, target)
    row.save()
    if step.kind == "credential_type":
        _write_grades(row, entry.parts)
    elif step.kind == "item":
        _write_credentials(row, entry.parts)
    elif step.kind == "bundle":
        row.items.set(ServiceItem.objects.filter(code__in=entry.parts))
    elif step.kind == "project_type":
        write_project_type_parts(row, entry.parts)


def _write_grades(credential_type, grades) -> None:
    rows = CredentialGrade.objects.filter(type=credential_type)
    rows.update(rank=F("rank") + OUT_OF_THE_WAY)
    for grade in grades:
        rows.update_or_create(type=credential_type, code=grade.code, defaults=grade.columns)
    left_out = rows.filter(rank__gt=OUT_OF_THE_WAY).order_by("rank")
    for rank, grade in enumerate(left_out, len(grades) + 1):
        rows.filter(pk=grade.pk).update(rank=rank)


def _write_credentials(item, asked) -> None:
    rows = ItemCredential.objects.filter(item=item)
    rows.exclude(type__code__in=[code for code, _grade in asked]).delete()
    for code, grade in asked:
        min_grade = CredentialGrade.objects.select_related("type").get(type__code=code, code=grade)
        rows.update_or_create(item=item, type=min_grade.type, defaults={"min_grade": min_grade})


def _retire(data, steps: list[Step], at: datetime) -> list[RowName]:
    if "items" not in data:
        return []
    kept = [step.entry.code for step in steps if step.kind == "item"]
    gone = ServiceItem.objects.offered().exclude(code__in=kept).order_by("code")
    codes = list(gone.values_list("code", flat=True))
    gone.update(retired_on=timezone.localdate(at))
    return [RowName("item", code) for code in codes]
