from functools import cached_property

from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from marketplace import clock
from marketplace.models import Region, ServiceCategory, ServiceItem
from marketplace.notation import in_chinese
from procurement.domain.lifecycle import DECIDED, State
from procurement.filters import phase_choices
from procurement.models import Notice, NoticeLine
from procurement.modes.registry import mode_choices
from procurement.qualification import answerable_by

from ..document import Document
from .base import Hit, SearchSource, address_of
from .heard import after, codes_changed
from .trees import codes_above, merged
from .words import Words, choices

ENDED = (State.FAILED, State.CANCELLED, State.VOID)
OPEN_FIRST = 100_000  # days: what can be answered comes before whatever is newer
MOVES = frozenset(
    {
        "notice.published",
        "notice.extended",
        "notice.closed",
        "notice.selecting",
        "notice.awarded",
        "notice.cancelled",
        "notice.failed",
        "notice.voided",
        "award.offered",
        "award.confirmed",
        "award.skipped",
        "contract.filed",
        "service.started",
        "deliverable.submitted",
        "deliverable.returned",
        "deliverable.accepted",
    }
)


class NoticeSource(SearchSource):
    """Notices from the moment they are published; never a draft."""

    key = "notice"
    label = _("Notices")
    place = 30
    names = ("project__name_zh", "project__name_en")
    codes = ("public_id", "project__code")
    others = (
        "owner__organisation__name_zh",
        "owner__organisation__name_en",
        "lines__item__name_zh",
        "lines__item__name_en",
        "scope",
    )
    facets = ("category", "item", "region", "state", "mode", "credential")
    heard = MOVES | {"catalogue.changed"}
    appears = frozenset({"notice.published"})
    mine_label = _("New notices that I may answer")

    def words(self, facet):
        if facet == "state":
            return Words(_("State"), choices(phase_choices))
        if facet == "mode":
            return Words(_("Selection mode"), choices(mode_choices))
        return super().words(facet)

    def public(self, language):
        return Notice.objects.published()

    def for_user(self, rows, user):
        today, may = timezone.localdate(clock.now()), Q(pk__in=[])
        for agency in Agency.objects.acted_for_by(user):
            may |= answerable_by(agency, on=today)
        return rows.filter(may, state=State.OPEN.value)

    def for_list(self, rows):
        return rows.for_list()

    def hit(self, row, request):
        return Hit(
            title=row.title,
            url=address_of(row),
            summary=row.scope if in_chinese() else "",
            facts=(str(row.state_label), str(row.mode_label), row.owner.name, row.public_id),
        )

    def for_index(self, rows):
        lines = Prefetch("lines", NoticeLine.objects.only("notice", "item", "place"))
        return rows.select_related("project", "owner__organisation").prefetch_related(lines)

    def document(self, row):
        items = [self._items[line.item_id] for line in row.lines.all()]
        region = self._regions[row.project.region_id]
        owner = row.owner.organisation
        words = [owner.name_zh, owner.name_en, row.scope, *region[1:]]
        words += [word for item in items for word in item[2:4]]
        number = row.public_id.removeprefix("N")
        return Document(
            kind=self.key,
            id=row.pk,
            names=tuple(filter(None, (row.project.name_zh, row.project.name_en))),
            codes=(row.public_id, number, row.project.code),
            text="\n".join(filter(None, words)),
            facets={
                "category": merged(self._shelves[item[1]] for item in items),
                "item": tuple(item[0] for item in items),
                "region": region[0],
                "state": (shelf(State(row.state)),),
                "mode": (row.mode_key,),
                "credential": merged(item[4] for item in items),
            },
            score=row.published_at.toordinal() % OPEN_FIRST
            + OPEN_FIRST * (row.state == State.OPEN.value),
        )

    def touched(self, events):
        changed = codes_changed(events)
        rows = Notice.objects.filter(public_id__in=after("notice:", events))
        rows |= Notice.objects.filter(project__region__code__in=changed["region"])
        about = NoticeLine.objects.filter(item__code__in=changed["item"])
        return rows | Notice.objects.filter(pk__in=about.values("notice"))

    @cached_property
    def _shelves(self):
        return codes_above(ServiceCategory)

    @cached_property
    def _items(self):
        found = {}
        for item in ServiceItem.objects.prefetch_related("required_credentials__type"):
            kinds = tuple(each.type.code for each in item.required_credentials.all())
            found[item.pk] = (item.code, item.category_id, item.name_zh, item.name_en, kinds)
        return found

    @cached_property
    def _regions(self):
        above = codes_above(Region)
        rows = Region.objects.values_list("pk", "name_zh", "name_en")
        return {pk: (above[pk], *names) for pk, *names in rows}


def shelf(state: State) -> str:
    """Return on which shelf of the list of notices a state stands, by the record alone."""
    if state in DECIDED:
        return "decided"
    if state in ENDED:
        return "failed"
    return "open" if state == State.OPEN else "selecting"
