"""What the library of policies can be narrowed by. Every state of it is an address."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import ChoiceFilter, Filter, FilterSet

from marketplace.formfields import LineField

PER_PAGE = 20
IN_FORCE, NO_LONGER, COMING = "in_force", "past", "coming"
SEARCHED = ("title", "number", "issuer", "summary")


class LineFilter(Filter):
    """One line of text, read as carefully as in a form."""

    field_class = LineField


class PolicyFilter(FilterSet):
    """Kind, standing, year and words of a policy."""

    q = LineFilter(label=_("Title, number or issuer"), max_length=100, method="by_text")
    kind = ChoiceFilter(label=_("Kind"), empty_label=_("Any"))
    standing = ChoiceFilter(
        label=pgettext_lazy("of a text", "State"),
        empty_label=_("Any"),
        choices=[
            (IN_FORCE, pgettext_lazy("a text", "In force")),
            (COMING, _("Not in force yet")),
            (NO_LONGER, _("Superseded or repealed")),
        ],
        method="by_standing",
    )
    year = ChoiceFilter(
        label=_("Issued in"), empty_label=_("Any year"), lookup_expr="year", field_name="issued_on"
    )

    def __init__(self, data, queryset):
        super().__init__(data, queryset)
        years = queryset.order_by().dates("issued_on", "year", order="DESC")
        self.filters["year"].extra["choices"] = [(str(each.year), str(each.year)) for each in years]
        self.filters["kind"].extra["choices"] = queryset.model.Kind.choices

    def by_text(self, rows, name, value):
        words = Q()
        for column in SEARCHED:
            words |= Q(**{f"{column}__icontains": value})
        return rows.filter(words)

    def by_standing(self, rows, name, value):
        if value == IN_FORCE:
            return rows.filter(is_in_force=True)
        if value == COMING:
            return rows.filter(is_coming=True)
        return rows.filter(is_in_force=False, is_coming=False)


def shown_policies(chosen: PolicyFilter, request) -> dict:
    """Return what the page of the library shows for a choice of filters."""
    is_readable = chosen.form.is_valid()
    if not is_readable:
        request.form_refused = True
    rows = chosen.qs if is_readable else chosen.queryset.none()
    pages = Paginator(rows.order_by("-issued_on", "-pk"), PER_PAGE)
    asked = {name: value for name, value in chosen.form.cleaned_data.items() if value}
    return {
        "form": chosen.form,
        "is_narrowed": bool(asked),
        "found": pages.count,
        "policies": pages.get_page(request.GET.get("page")),
    }
