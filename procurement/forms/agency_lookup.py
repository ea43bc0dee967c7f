"""Finding the agency that somebody means, by its public id or a part of its name."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from agencies.models import Agency
from marketplace.kernel.text import half_width
from marketplace.search import text_search

PUBLIC_ID = re.compile(r"agency-[0-9]{6,9}")
NAMES = ("organisation__name_zh", "organisation__name_en")
NAMED_AT_MOST = 5


def written(agency: Agency) -> str:
    """Return an agency as it stands in a form, so that it is found again."""
    return f"{agency.name} ({agency.public_id})"


def find_agency(text: str) -> Agency:
    """Return the one public agency that is meant by an id, a name or a part of a name.

    Raises:
        ValidationError: when there is none, or more than one.
    """
    agencies = Agency.objects.public().select_related("organisation").order_by("public_id")
    named = PUBLIC_ID.search(half_width(text))
    found = list(agencies.filter(public_id=named[0])) if named else _called(agencies, text)
    if not found:
        raise ValidationError(
            _(
                "No agency is called “%(text)s”. Copy the id from the agency's page, such as "
                "agency-000012, or type a part of its name."
            ),
            code="unknown",
            params={"text": text},
        )
    if len(found) > 1:
        raise ValidationError(
            _("%(count)d agencies are called so: %(names)s. Type the id of the one you mean."),
            code="several",
            params={"count": len(found), "names": _named(found)},
        )
    return found[0]


def _called(agencies, text: str) -> list[Agency]:
    matches = list(text_search().narrow(agencies, text, kind="agency_name", fields=NAMES))
    exact = [
        each for each in matches if text in (each.organisation.name_zh, each.organisation.name_en)
    ]
    return exact or matches


def _named(agencies: list[Agency]) -> str:
    between = pgettext("between two agencies", ", ")
    shown = between.join(written(each) for each in agencies[:NAMED_AT_MOST])
    return f"{shown} …" if len(agencies) > NAMED_AT_MOST else shown
