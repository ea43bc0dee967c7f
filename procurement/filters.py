"""The filters of the list of notices. Every state of it is an address."""

from __future__ import annotations

import django_filters as filters
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from marketplace import clock
from marketplace.formfields import LineField
from marketplace.models import Region, ServiceCategory, ServiceItem
from marketplace.search import MAX_LENGTH, text_search

from .models import Notice, NoticeLine, Owner
from .modes.registry import mode_choices
from .presentation.phase import Phase, in_phase, phase_choices

SEARCHED = (
    "public_id",
    "project__name_zh",
    "project__name_en",
    "project__code",
    "owner__organisation__name_zh",
    "owner__organisation__name_en",
    "lines__item__name_zh",
    "lines__item__name_en",
    "scope",
)
AT_HAND = 5_000  # so many notices that match the words are looked for only once
SORTS = [("close", _("time of close")), ("newest", _("newest"))]


class TextFilter(filters.CharFilter):
    """A line of text that is searched for."""

    field_class = LineField


class NoticeFilter(filters.FilterSet):
    """Narrows published notices by what a visitor ticks, picks and types."""

    q = TextFilter(method="having_text", label=_("Words, project or number"), max_length=MAX_LENGTH)
    state = filters.MultipleChoiceFilter(
        method="on_shelves",
        label=_("State"),
        choices=phase_choices,
        error_messages={"invalid_choice": _("There is no state “%(value)s”.")},
    )
    mode = filters.MultipleChoiceFilter(
        field_name="mode_key",
        label=_("Mode"),
        choices=mode_choices,
        distinct=False,
        error_messages={"invalid_choice": _("There is no mode “%(value)s” on this site.")},
    )
    category = filters.ModelMultipleChoiceFilter(
        method="of_categories",
        label=_("Category"),
        queryset=ServiceCategory.objects.all(),
        to_field_name="code",
        error_messages={"invalid_choice": _("There is no category “%(value)s” on this site.")},
    )
    item = filters.ModelChoiceFilter(
        method="of_item",
        label=_("Service item"),
        queryset=ServiceItem.objects.all(),
        to_field_name="code",
        error_messages={"invalid_choice": _("There is no service item “%(value)s” on this site.")},
    )
    region = filters.ModelMultipleChoiceFilter(
        field_name="project__region__code",
        label=_("Region"),
        queryset=Region.objects.all(),
        to_field_name="code",
        distinct=False,
        error_messages={"invalid_choice": _("There is no region “%(value)s” on this site.")},
    )
    owner = filters.ModelChoiceFilter(
        label=_("Owner"),
        queryset=Owner.objects.all(),
        to_field_name="public_id",
        error_messages={"invalid_choice": _("There is no owner “%(value)s” on this site.")},
    )
    sort = filters.ChoiceFilter(
        method="in_order",
        label=_("Sort by"),
        choices=SORTS,
        error_messages={"invalid_choice": _("The list cannot be sorted by “%(value)s”.")},
    )

    class Meta:
        model = Notice
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.at = clock.now()

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Return what all filters leave, in the order asked for; by the close if none is."""
        found = self.narrowed(queryset)
        return (
            found if self.form.cleaned_data.get("sort") else self.in_order(found, "sort", "close")
        )

    def narrowed(self, queryset: QuerySet, *, without: str = "") -> QuerySet:
        """Return what the filters leave; ``without`` leaves one of them out, to count beside it."""
        for name, value in self.form.cleaned_data.items():
            if name != without:
                queryset = self.filters[name].filter(queryset, value)
        return queryset

    def having_text(self, notices, _name, text):
        return notices.filter(pk__in=self._matching) if text else notices

    @cached_property
    def _matching(self) -> list[int] | QuerySet:
        """Return the keys of the notices that have the words; each facet asks for them."""
        text = self.form.cleaned_data["q"]
        found = text_search().narrow(self.queryset, text, kind="notice", fields=SEARCHED)
        keys = found.order_by().values_list("pk", flat=True)
        at_hand = list(keys[: AT_HAND + 1])
        return at_hand if len(at_hand) <= AT_HAND else keys

    def on_shelves(self, notices, _name, shelves):
        wanted = Q(pk__in=[])
        for shelf in shelves:
            wanted |= in_phase(shelf, at=self.at)
        return notices.filter(wanted) if shelves else notices

    def of_categories(self, notices, _name, categories):
        lines = NoticeLine.objects.filter(notice=OuterRef("pk"), item__category__in=categories)
        return notices.filter(Exists(lines)) if categories else notices

    def of_item(self, notices, _name, item):
        return notices.filter(Exists(NoticeLine.objects.filter(notice=OuterRef("pk"), item=item)))

    def in_order(self, notices, _name, sort):
        if sort == "newest":
            return notices.order_by("-published_at", "-pk")
        still_open = When(in_phase(Phase.OPEN, at=self.at), then=F("closes_at"))
        return notices.order_by(Case(still_open).asc(nulls_last=True), "-closes_at", "-pk")
