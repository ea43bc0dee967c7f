"""From the file's rows to columns: every bad row is named, nothing is written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ..models import ServiceItem
from .caps import cap_columns
from .project_types import project_type_of
from .row import Row


@dataclass(slots=True)
class Entry:
    """One row of the catalogue: its columns, its links by code, and the parts it owns."""

    place: str
    code: str
    columns: dict[str, object]
    links: dict[str, str] = field(default_factory=dict)
    parts: list = field(default_factory=list)


@dataclass(slots=True)
class Grade:
    """One grade of a credential type."""

    place: str
    code: str
    columns: dict[str, object]


@dataclass(slots=True)
class Reading:
    """What a file says, by the kind of row, and what is wrong with it."""

    entries: dict[str, list[Entry]]
    problems: list[str]


def read_catalogue(data: object, *, known: Mapping[str, Collection[str]]) -> Reading:
    """Return the entries of a file. ``known`` has the codes that are in the database already."""
    problems: list[str] = []
    top = Row("", data, problems)
    codes = _all_codes(data, known)
    readers = {
        "department": _named,
        "category": lambda row: _category(row, codes["category"]),
        "credential_type": lambda row: _credential_type(row, codes["credential_type"]),
        "item": lambda row: _item(row, codes),
        "bundle": lambda row: _bundle(row, codes["item"]),
        "project_type": lambda row: _project_type(row, codes),
    }
    entries = {
        kind: [read(row) for row in top.rows(SECTIONS[kind])] for kind, read in readers.items()
    }
    entries["region"] = _regions(top, known["region"])
    for kind in ("category", "project_type"):
        for at, entry in enumerate(entries[kind]):
            entry.columns["place"] = at
    for kind in entries:
        _refuse_twins(entries[kind], problems)
    for kind, link in SELF_LINKS.items():
        _refuse_circles(entries[kind], link, problems)
    return Reading(entries, problems)


SECTIONS = {
    "department": "departments",
    "category": "categories",
    "credential_type": "credential_types",
    "item": "items",
    "bundle": "bundles",
    "project_type": "project_types",
}
SELF_LINKS = {"region": "parent", "category": "parent", "credential_type": "replaced_by"}


def _all_codes(data: object, known: Mapping[str, Collection[str]]) -> dict[str, set[str]]:
    """Return the codes of the file and of the database together; grades as ``type/grade``."""
    top = Row("", data, problems=[])
    codes = {kind: set(known[kind]) | _codes(top.rows(name)) for kind, name in SECTIONS.items()}
    codes["grade"] = set(known["grade"]) | {
        f"{row.values.get('code')}/{code}"
        for row in top.rows("credential_types")
        for code in _codes(row.rows("grades"))
    }
    return codes


def _codes(rows: list[Row]) -> set[str]:
    return {row.values["code"] for row in rows if isinstance(row.values.get("code"), str)}


def _refuse_twins(entries: list[Entry], problems: list[str]) -> None:
    first: dict[str, str] = {}
    for entry in entries:
        if entry.code in first:
            said = _("the code stands at %(place)s already") % {"place": first[entry.code]}
            problems.append(f"{entry.place}: {said}")
        first.setdefault(entry.code, entry.place)


def _refuse_circles(entries: list[Entry], link: str, problems: list[str]) -> None:
    above = {entry.code: entry.links[link] for entry in entries}
    for entry in entries:
        seen, at = {entry.code}, above[entry.code]
        while at and at not in seen:
            seen.add(at)
            at = above.get(at, "")
        if at == entry.code:
            problems.append(f"{entry.place}.{link}: " + _("this leads back to the row itself"))


def _both(row: Row, *stems: str) -> dict[str, object]:
    """Return texts in both languages that may be missing."""
    names = (f"{stem}_{language}" for stem in stems for language in ("zh", "en"))
    return {name: row.text(name, default="") for name in names}


def _named(row: Row) -> Entry:
    code = row.text("code")
    row.place = f"{row.place} {code}".rstrip()
    names = {"name_zh": row.text("name_zh"), "name_en": row.text("name_en")}
    return Entry(row.place, code, names)


def _category(row: Row, known: Collection[str]) -> Entry:
    entry = _named(row)
    entry.columns |= _both(row, "blurb")
    entry.links["parent"] = row.code_of("parent", known, default="")
    return entry


def _credential_type(row: Row, known: Collection[str]) -> Entry:
    entry = _named(row)
    entry.columns |= _both(row, "issuer", "replacement") | {
        "validity_years": row.whole("validity_years", default=None, needed=False),
        "legal_basis_zh": row.text("legal_basis_zh", default=""),
        "abolished_on": row.day("abolished_on"),
        "is_voluntary": row.flag("voluntary"),
    }
    entry.links["replaced_by"] = row.code_of("replaced_by", known, default="")
    for rank, grade in enumerate(row.rows("grades"), 1):
        read = _named(grade)
        entry.parts.append(Grade(read.place, read.code, read.columns | {"rank": rank}))
    if not entry.parts:
        row.wrong(_("at least one grade is needed"), "grades")
    return entry


def _item(row: Row, codes: Mapping[str, Collection[str]]) -> Entry:
    entry = _named(row)
    entry.columns |= _both(row, "precedes", "applies", "deliverable") | {
        "legal_basis_zh": row.text("legal_basis_zh", default=""),
        "stage": row.one_of("stage", ServiceItem.Stage.values),
        "duty": row.one_of("duty", ServiceItem.Duty.values),
        "payer": row.one_of("payer", ServiceItem.Party.values),
        "chosen_by": row.one_of("chosen_by", ServiceItem.Party.values),
        "owner_may_do_it": row.flag("owner_may_do_it"),
        "standard_days": row.whole("standard_days"),
        "days_kind": row.one_of("days_kind", ServiceItem.DaysKind.values, default="deliverable"),
        "papers": [_pair(each, "zh", "en") for each in row.rows("papers")],
        "steps": [_pair(each, "zh", "en") for each in row.rows("steps")],
        "questions": [_question(each) for each in row.rows("questions")],
        "synonyms": row.texts("synonyms_zh"),
        "typical": _typical(row),
        "retired_on": None,
    }
    threshold = row.whole("tender_threshold_yuan", default=None, needed=False)
    entry.columns["tender_threshold_minor"] = None if threshold is None else threshold * 100
    entry.columns |= cap_columns(row)
    entry.links = {
        "category": row.code_of("category", codes["category"]),
        "department": row.code_of("department", codes["department"]),
    }
    needed = row.part("required_credentials")
    entry.columns["credential_rule"] = needed.one_of("rule", ("any", "all"), default="any")
    for each in needed.rows("list"):
        asked, grade = each.code_of("type", codes["credential_type"]), each.text("min_grade")
        if f"{asked}/{grade}" not in codes["grade"]:
            each.wrong(_("the type has no grade “%(code)s”") % {"code": grade[:60]}, "min_grade")
        entry.parts.append((asked, grade))
    return entry


def _pair(row: Row, *keys: str) -> dict[str, str]:
    return {key: row.text(key) for key in keys}


def _question(row: Row) -> dict[str, str]:
    return _pair(row, "question_zh", "question_en", "answer_zh", "answer_en")


def _typical(row: Row) -> dict[str, object]:
    if row.values.get("typical") is None:
        return {}
    typical = row.part("typical")
    figures = {key: typical.whole(key) for key in typical.values if key.startswith(("low", "high"))}
    words = {key: typical.text(key) for key in typical.values if key not in figures}
    return words | figures


def _bundle(row: Row, known: Collection[str]) -> Entry:
    entry = _named(row)
    entry.columns |= _both(row, "blurb")
    entry.parts = row.texts("items")
    for code in entry.parts:
        if code not in known:
            row.wrong(_("nothing has the code “%(code)s”") % {"code": code[:60]}, "items")
    return entry


def _project_type(row: Row, codes: Mapping[str, Collection[str]]) -> Entry:
    entry = _named(row)
    columns, entry.parts = project_type_of(row, codes)
    entry.columns |= _both(row, "blurb") | columns
    return entry


def _regions(top: Row, known: Collection[str]) -> list[Entry]:
    """Return the regions: a section of their own, or the demonstration city's districts."""
    if top.values.get("regions") is None and top.values.get("name_parts") is not None:
        return _districts(top.part("name_parts"))
    rows = top.rows("regions")
    known = set(known) | _codes(rows)
    entries = [_named(row) for row in rows]
    for row, entry in zip(rows, entries, strict=True):
        entry.links["parent"] = row.code_of("parent", known, default="")
    return entries


def _districts(parts: Row) -> list[Entry]:
    city = parts.part("city")
    names = {"name_zh": city.text("name_zh"), "name_en": city.text("name_en")}
    found = [Entry(city.place, "city", names, {"parent": ""})]
    for row in parts.rows("districts"):
        names = {"name_zh": row.text("zh"), "name_en": row.text("en")}
        found.append(Entry(row.place, row.text("code"), names, {"parent": "city"}))
    return found
