"""What a reading would change: every row compared with the database and checked, none written."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Model

from ..models import (
    ApprovalItem,
    Bundle,
    CredentialGrade,
    CredentialType,
    Department,
    ProjectStage,
    ProjectType,
    PublicService,
    Region,
    ServiceCategory,
    ServiceItem,
)
from .project_types import ChartParts, parts_of
from .reading import SELF_LINKS, Entry, Reading

MODELS: dict[str, type[Model]] = {
    "region": Region,
    "department": Department,
    "category": ServiceCategory,
    "credential_type": CredentialType,
    "item": ServiceItem,
    "bundle": Bundle,
    "project_type": ProjectType,
}


@dataclass(slots=True)
class Step:
    """One row: what it will be, and whether it is new, changed or as it was."""

    kind: str
    entry: Entry
    row: Model
    is_new: bool
    differs: bool

    @property
    def is_changed(self) -> bool:
        return self.differs and not self.is_new


def codes_in_database() -> dict[str, set[str]]:
    """Return the codes of every kind of row that is there already; grades as ``type/grade``."""
    codes = {
        kind: set(model.objects.values_list("code", flat=True)) for kind, model in MODELS.items()
    }
    grades = CredentialGrade.objects.values_list("type__code", "code")
    return codes | {"grade": {"/".join(pair) for pair in grades}}


def plan(reading: Reading) -> list[Step]:
    """Return a step for every entry, in an order in which they can be written.

    What the models refuse is added to the reading's problems.
    """
    return [step for kind in MODELS for step in _steps(kind, reading)]


def _steps(kind: str, reading: Reading) -> list[Step]:
    model = MODELS[kind]
    entries = reading.entries[kind]
    if kind in SELF_LINKS:
        entries = _targets_first(entries, SELF_LINKS[kind])
    links = [field.name for field in model._meta.fields if field.is_relation]
    found = model.objects.select_related(*links).in_bulk(
        [entry.code for entry in entries], field_name="code"
    )
    steps = []
    for entry in entries:
        row = found.get(entry.code)
        step = Step(kind, entry, row or model(code=entry.code), row is None, row is None)
        step.differs |= _set_columns(step.row, entry)
        step.differs |= any(_linked(row, name) != code for name, code in entry.links.items())
        step.differs |= _parts_differ(step)
        reading.problems.extend(_problems(step.row, entry.place, exclude=links))
        if kind == "credential_type":
            reading.problems.extend(_grade_problems(entry))
        if kind == "project_type":
            reading.problems.extend(_part_problems(entry))
        steps.append(step)
    return steps


def _targets_first(entries: list[Entry], link: str) -> list[Entry]:
    """Return the entries so that what another one links to stands before it."""
    by_code = {entry.code: entry for entry in entries}

    def distance(entry: Entry) -> int:
        target = by_code.get(entry.links[link])
        return distance(target) + 1 if target else 0

    return sorted(entries, key=distance)


def _set_columns(row: Model, entry: Entry) -> bool:
    differs = False
    for name, value in entry.columns.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
            differs = True
    return differs


def _linked(row: Model | None, name: str) -> str:
    target = getattr(row, name) if row else None
    return target.code if target else ""


def _parts_differ(step: Step) -> bool:
    if step.is_new:
        return True
    row, parts = step.row, step.entry.parts
    if step.kind == "credential_type":
        there = row.grades.order_by("rank").values_list("code", "name_zh", "name_en", "rank")
        said = [(part.code, *(part.columns[name] for name in GRADE_COLUMNS)) for part in parts]
        return list(there)[: len(said)] != said
    if step.kind == "item":
        there = row.required_credentials.values_list("type__code", "min_grade__code")
        return set(there) != set(parts)
    if step.kind == "bundle":
        return set(row.items.values_list("code", flat=True)) != set(parts)
    if step.kind == "project_type":
        return parts_of(row) != parts
    return False


GRADE_COLUMNS = ("name_zh", "name_en", "rank")


def _problems(row: Model, place: str, *, exclude) -> list[str]:
    try:
        row.full_clean(exclude=set(exclude), validate_unique=False)
    except ValidationError as error:
        return [
            f"{place}.{name}: {text}" if name != "__all__" else f"{place}: {text}"
            for name, texts in error.message_dict.items()
            for text in texts
        ]
    return []


def _grade_problems(entry: Entry) -> list[str]:
    return [
        problem
        for part in entry.parts
        for problem in _problems(
            CredentialGrade(code=part.code, **part.columns), part.place, exclude=["type"]
        )
    ]


def _part_problems(entry: Entry) -> list[str]:
    parts: ChartParts = entry.parts
    rows = [
        *(ProjectStage(**part._asdict()) for part in parts.stages),
        *(ApprovalItem(**_without_links(part)) for part in parts.approvals),
        *(PublicService(**part._asdict()) for part in parts.services),
    ]
    links = ["project_type", "department"]
    return [
        problem
        for row in rows
        for problem in _problems(row, f"{entry.place}.{row.stage}", exclude=links)
    ]


def _without_links(part) -> dict[str, object]:
    facts = part._asdict()
    return {name: facts[name] for name in ("stage", "name_zh", "name_en", "standard_days")}
