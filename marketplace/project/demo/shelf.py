"""The catalogue as the stories need it: read once for a world, in which it never changes."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import prefetch_related_objects

from marketplace.fees.presentation import example_of
from marketplace.kernel.money import Money
from marketplace.models import CredentialGrade, Hall, ItemCredential, Region, ServiceItem


class Shelf:
    """Items, grades and regions by their codes."""

    def __init__(self) -> None:
        items = list(ServiceItem.objects.select_related("category").order_by("code"))
        prefetch_related_objects(items, "required_credentials__type")
        prefetch_related_objects(items, "required_credentials__min_grade")
        self._items = {item.code: item for item in items}
        self._regions = dict(Region.objects.values_list("code", "pk"))
        self._grades: dict[str, list[CredentialGrade]] = {}
        for grade in CredentialGrade.objects.select_related("type").order_by("rank"):
            self._grades.setdefault(grade.type.code, []).append(grade)
        self._caps: dict[str, Money | None] = {}

    def items(self, codes: Iterable[str]) -> list[ServiceItem]:
        """Return the items of these codes, in the order of the codes."""
        return [self._items[code] for code in sorted(codes)]

    def all_items(self) -> list[ServiceItem]:
        return list(self._items.values())

    def all_grades(self) -> list[CredentialGrade]:
        return [grade for grades in self._grades.values() for grade in grades]

    def asked_for(self, item: ServiceItem) -> list[ItemCredential]:
        """Return the credentials that an item asks for, in the order of their entry."""
        return sorted(item.required_credentials.all(), key=lambda each: each.pk)

    def grades(self, type_code: str) -> list[CredentialGrade]:
        """Return the grades of a credential type, the best one first."""
        return self._grades[type_code]

    def region_id(self, code: str) -> int:
        return self._regions[code]

    def usual_cap(self, item: ServiceItem) -> Money | None:
        """Return what an item usually costs at most; None where neither cap nor schedule says."""
        if item.code not in self._caps:
            self._caps[item.code] = item.cap or _by_schedule(item)
        return self._caps[item.code]


def _by_schedule(item: ServiceItem) -> Money | None:
    example = example_of(item, Hall.objects.current()) if item.fee_schedule else None
    return example and example.assessed.cap
