"""What facets and their values are called, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.models import (
    CredentialType,
    Department,
    Region,
    ServiceCategory,
    ServiceItem,
)


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet: its name, and the value above it where they form a tree."""

    name: str | Promise
    above: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """What a facet is called, and its values in their order; ``values`` asks one query at most.

    Without ``values`` a facet's values are their own names.
    """

    label: str | Promise
    values: Callable[[], Mapping[str, Value]] = dict


def choices(of: Callable[[], Iterable[tuple[str, object]]]) -> Callable[[], dict[str, Value]]:
    """Return the values of a fixed list of choices."""
    return lambda: {key: Value(label) for key, label in of()}


def _tree(model: type[models.Model]) -> dict[str, Value]:
    rows = {row.pk: row for row in model._default_manager.all()}
    return {
        row.code: Value(row.name, rows[row.parent_id].code if row.parent_id in rows else "")
        for row in rows.values()
    }


def _flat(model: type[models.Model]) -> dict[str, Value]:
    return {row.code: Value(row.name) for row in model._default_manager.all()}


COMMON = {
    "category": Words(_("Category"), partial(_tree, ServiceCategory)),
    "item": Words(_("Service item"), partial(_flat, ServiceItem)),
    "credential": Words(_("Credential"), partial(_flat, CredentialType)),
    "region": Words(_("Region"), partial(_tree, Region)),
    "department": Words(_("Department"), partial(_flat, Department)),
    "stage": Words(_("Stage"), choices(lambda: ServiceItem.Stage.choices)),
    "payer": Words(_("Who pays"), choices(lambda: ServiceItem.Party.choices)),
}
