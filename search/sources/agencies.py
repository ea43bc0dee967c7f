from collections import defaultdict
from datetime import timedelta
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.domain.lifecycle import State
from agencies.models import Agency, Credential, ListedService
from agencies.models.agency import STATE_LABELS
from marketplace import clock
from marketplace.models import (
    CredentialGrade,
    CredentialType,
    Region,
    ServiceCategory,
    ServiceItem,
)

from ..document import Document
from .base import Hit, SearchSource, address_of
from .heard import after, codes_changed
from .trees import codes_above, merged
from .words import Words, choices

A_WEEK = timedelta(days=7)
STANDING = {State.LISTED: 3, State.PUBLICITY: 2, State.SUSPENDED: 1}


class AgencySource(SearchSource):
    """Agencies that the public may know: listed, in publicity, suspended or removed."""

    key = "agency"
    label = _("Agencies")
    place = 20
    names = ("organisation__name_zh", "organisation__name_en")
    codes = ("public_id", "organisation__credit_code")
    others = (
        "region__name_zh",
        "region__name_en",
        "introduction_zh",
        "introduction_en",
        "services__item__name_zh",
        "services__item__name_en",
    )
    facets = ("category", "item", "credential", "region", "state")
    heard = frozenset(
        {
            "agency.publicised",
            "agency.listed",
            "agency.revised",
            "agency.corrected",
            "agency.suspended",
            "agency.reinstated",
            "agency.removed",
            "agency.withdrawn",
            "agency.reopened",
            "service.listed",
            "service.changed",
            "service.stopped",
            "credential.added",
            "credential.withdrawn",
            "credential.revoked",
            "credential.lapsed",
            "catalogue.changed",
        }
    )

    appears = frozenset({"agency.listed"})

    def words(self, facet):
        if facet == "state":
            return Words(_("State"), choices(STATE_LABELS.items))
        return super().words(facet)

    def public(self, language):
        return Agency.objects.public()

    def for_list(self, rows):
        return rows.select_related("organisation", "region")

    def hit(self, row, request):
        return Hit(
            title=row.name,
            url=address_of(row),
            summary=row.introduction,
            facts=(str(row.state_label), row.region.name, row.public_id),
        )

    def for_index(self, rows):
        return rows.select_related("organisation")

    def documents(self, rows):
        rows = list(self.for_index(rows))
        keys = [row.pk for row in rows]
        services, held = defaultdict(list), defaultdict(set)
        offered = ListedService.objects.active().filter(agency__in=keys)
        for agency, item in offered.order_by("pk").values_list("agency", "item"):
            services[agency].append(item)
        valid = Credential.objects.valid_on(timezone.localdate(clock.now()))
        for agency, grade in valid.filter(agency__in=keys).values_list("agency", "grade"):
            held[agency].add(grade)
        return (self._document(row, services[row.pk], sorted(held[row.pk])) for row in rows)

    def touched(self, events):
        ids = after("agency:", events)
        rows = Agency.objects.filter(public_id__in=ids)
        changed = codes_changed(events)
        if changed.keys() & {"category", "credential_type"}:
            return Agency.objects.public()
        rows |= Agency.objects.filter(region__code__in=changed["region"])
        offering = ListedService.objects.filter(item__code__in=changed["item"])
        return rows | Agency.objects.filter(pk__in=offering.values("agency"))

    def turning(self, day):
        """Return the agencies with a credential that has begun: no event tells of that day."""
        begun = Credential.objects.filter(valid_from__gt=day - A_WEEK, valid_from__lte=day)
        return Agency.objects.filter(pk__in=begun.values("agency"))

    def _document(self, row, services, grades) -> Document:
        organisation, region = row.organisation, self._regions[row.region_id]
        items = [self._items[item] for item in services]
        kinds = dict.fromkeys(self._grades[grade][0] for grade in grades)
        words = [row.introduction_zh, row.introduction_en, *region[1:]]
        words += [word for item in items for word in item[2:]]
        words += [word for kind in kinds for word in self._types[kind]]
        return Document(
            kind=self.key,
            id=row.pk,
            names=tuple(filter(None, (organisation.name_zh, organisation.name_en))),
            codes=(row.public_id, organisation.credit_code),
            text="\n".join(filter(None, words)),
            facets={
                "category": merged(self._shelves[item[1]] for item in items),
                "item": tuple(item[0] for item in items),
                "credential": merged(self._grades[grade][1] for grade in grades),
                "region": region[0],
                "state": (row.state,),
            },
            score=STANDING.get(State(row.state), 0),
        )

    @cached_property
    def _shelves(self):
        return codes_above(ServiceCategory)

    @cached_property
    def _items(self):
        columns = ("pk", "code", "category", "name_zh", "name_en")
        return {pk: rest for pk, *rest in ServiceItem.objects.values_list(*columns)}

    @cached_property
    def _regions(self):
        above = codes_above(Region)
        rows = Region.objects.values_list("pk", "name_zh", "name_en")
        return {pk: (above[pk], *names) for pk, *names in rows}

    @cached_property
    def _types(self):
        columns = ("code", "name_zh", "name_en")
        return {code: names for code, *names in CredentialType.objects.values_list(*columns)}

    @cached_property
    def _grades(self):
        """Return by key the type and what a grade is found by: its type, itself or a lower one."""
        columns = ("pk", "code", "rank", "type__code")
        rows = list(CredentialGrade.objects.values_list(*columns))
        return {
            pk: (
                kind,
                (
                    kind,
                    *(
                        f"{kind}:{low}"
                        for _pk, low, deep, other in rows
                        if other == kind and deep >= rank
                    ),
                ),
            )
            for pk, _code, rank, kind in rows
        }
