"""From a file's rows to schedules: all of them, or none and every bad one named."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ...data.row import Row
from ...kernel.refusal import Refusal
from ...parts import RowName
from ..models import FeeSchedule
from . import shipped_schedules

KIND = "fee_schedule"
TEXTS = (
    "title_zh",
    "title_en",
    "number",
    "issuer_zh",
    "issuer_en",
    "citation_zh",
    "citation_en",
    "adopted_by_zh",
    "adopted_by_en",
)
DAYS = ("in_force_from", "in_force_to", "adopted_on")
Brought = tuple[list[RowName], list[RowName]]


def bring(rows: object) -> Brought:
    """Make the newest version of each schedule say what its row says, in the caller's transaction.

    Returns what was added and what was changed. A version that a notice has used stays, and
    the row becomes the next one.

    Raises:
        Refusal: ``fee.schedules_invalid``, naming every bad row with its place.
    """
    schedules, problems = _read(rows)
    if problems:
        raise Refusal(
            "fee.schedules_invalid",
            _("No fee schedule was loaded; %(count)d things are wrong: %(problems)s")
            % {"count": len(problems), "problems": "; ".join(problems)},
            _("Correct them and load the file again."),
        )
    added, changed = [], []
    for schedule in schedules:
        before = FeeSchedule.objects.filter(key=schedule.key).order_by("version").last()
        if before is None:
            schedule.save(force_insert=True)
            added.append(RowName(KIND, schedule.key))
        elif _facts(before) != _facts(schedule):
            _succeed(before, schedule)
            changed.append(RowName(KIND, schedule.key))
    return added, changed


def bring_missing(data: object) -> Brought:
    """Bring a catalogue's section ``fee_schedules``; without one, what is shipped and not there.

    A catalogue that names no schedule needs none. One that staff have changed since is not
    set back by loading a catalogue again.
    """
    if not isinstance(data, dict) or not _names_a_schedule(data.get("items")):
        return [], []
    if data.get("fee_schedules") is not None:
        return bring(data["fee_schedules"])
    there = set(FeeSchedule.objects.values_list("key", flat=True))
    return bring([row for row in shipped_schedules() if row["key"] not in there])


def _names_a_schedule(items: object) -> bool:
    fees = (
        [item.get("fee") for item in items if isinstance(item, dict)]
        if isinstance(items, list)
        else []
    )
    return any(isinstance(fee, dict) and fee.get("schedule") for fee in fees)


def _succeed(before: FeeSchedule, schedule: FeeSchedule) -> None:
    """Write the row over an unused version, or as the next one after a used version."""
    if before.is_used:
        schedule.version = before.version + 1
        schedule.save(force_insert=True)
        return
    for name, value in _facts(schedule).items():
        setattr(before, name, value)
    before.save()


def _facts(schedule: FeeSchedule) -> dict[str, object]:
    return {name: getattr(schedule, name) for name in (*TEXTS, *DAYS, "status", "rule", "params")}


def _read(rows: object) -> tuple[list[FeeSchedule], list[str]]:
    problems: list[str] = []
    top = Row("", {"fee_schedules": rows}, problems)
    schedules = [_schedule(row) for row in top.rows("fee_schedules")]
    if rows is None:
        top.wrong(_("a list is needed here"), "fee_schedules")
    keys = [schedule.key for schedule in schedules]
    for key in sorted({key for key in keys if key and keys.count(key) > 1}):
        problems.append(_("fee_schedules: “%(key)s” stands there twice") % {"key": key})
    return schedules, problems


def _schedule(row: Row) -> FeeSchedule:
    key = row.text("key")
    row.place = f"{row.place} {key}".rstrip()
    schedule = FeeSchedule(
        key=key,
        status=row.one_of("status", FeeSchedule.Status.values),
        rule=row.text("rule"),
        params=_exact(row.values.get("params", {})),
        **{name: row.text(name, default=None if name == "title_zh" else "") for name in TEXTS},
        **{name: row.day(name) for name in DAYS},
    )
    try:
        schedule.full_clean(validate_unique=False, validate_constraints=False)
        schedule.validate_constraints(exclude=["key", "version"])
    except ValidationError as error:
        for name, texts in error.message_dict.items():
            for text in texts:
                row.wrong(text, "" if name == "__all__" else name)
    return schedule


def _exact(value: object) -> object:
    """Return parameters with decimals as text, so that no column makes floats of them."""
    if isinstance(value, dict):
        return {str(key): _exact(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_exact(each) for each in value]
    return str(value) if isinstance(value, Decimal) else value
