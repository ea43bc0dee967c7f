"""What higher apps keep of an agency's record: figures to show, to order by and to filter by.

The directory never learns who counts. An app offers a class in its ``wagtail_hooks.py``::

    @hooks.register("register_agency_records")
    def offer_records():
        return [Awards]
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.db.models import QuerySet
from django.db.models.expressions import Combinable
from django.utils.functional import Promise

from marketplace.registry import HookRegistry


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one agency: as a number, in a few words, and from what it was counted."""

    amount: int
    text: str
    note: str = ""


class AgencyRecord(ABC):
    """One kind of figure. The number of queries never depends on the number of agencies.

    ``marks`` are what the directory can be narrowed to: key and label.
    """

    key: ClassVar[str]
    label: ClassVar[str | Promise]
    sort_label: ClassVar[str | Promise]
    order: ClassVar[int] = 100
    marks: ClassVar[Mapping[str, str | Promise]] = {}

    @abstractmethod
    def figures(
        self, agencies: Collection[int] | QuerySet, *, at: datetime
    ) -> Mapping[int, Figure]:
        """Return the figure of each of the agencies (keys, or a subquery of keys) that has one."""

    @abstractmethod
    def amount(self, *, at: datetime) -> Combinable:
        """Return the figure as a column of agencies (``OuterRef("pk")``), to order by."""

    def having(self, mark: str, *, at: datetime) -> QuerySet:
        """Return the keys of the agencies that have a mark, as a subquery."""
        raise KeyError(mark)


_classes: HookRegistry[AgencyRecord] = HookRegistry("register_agency_records", AgencyRecord)


def records() -> list[AgencyRecord]:
    """Return every kind of figure that the installed apps keep, in their order."""
    return sorted((kind() for kind in _classes), key=lambda record: (record.order, record.key))


def marks() -> dict[str, tuple[AgencyRecord, str, str | Promise]]:
    """Return every mark by the name it has in an address: its record, its key, its label."""
    return {
        f"{record.key}-{mark}": (record, mark, label)
        for record in records()
        for mark, label in record.marks.items()
    }
