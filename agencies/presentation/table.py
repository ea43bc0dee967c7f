"""The directory as a file: one row an agency, in the order of the page."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from marketplace.exchange.sheets import Column, local

from ..filters import AgencyFilter
from ..models import Agency
from ..registry import records
from .entries import Entry, entries, in_order


def _price(entry: Entry):
    return entry.offer and entry.offer.offered and entry.offer.offered.major


def _discount(entry: Entry):
    bp = entry.offer and entry.offer.discount_bp
    return bp and Decimal(bp) / 100


def _credentials(entry: Entry) -> str:
    return pgettext("between two credentials", "; ").join(entry.credentials)


COLUMNS = [
    Column(_("Agency id"), lambda entry: entry.agency.public_id),
    Column(_("Chinese name"), lambda entry: entry.agency.organisation.name_zh),
    Column(_("English name"), lambda entry: entry.agency.organisation.name_en),
    Column(_("Credit code"), lambda entry: entry.agency.organisation.credit_code),
    Column(_("Region"), lambda entry: entry.agency.region.name),
    Column(_("State"), lambda entry: str(entry.agency.state_label)),
    Column(_("Listed at"), lambda entry: local(entry.agency.listed_at)),
    Column(_("Service code"), lambda entry: entry.offer and entry.offer.item.code),
    Column(_("Service"), lambda entry: entry.offer and entry.offer.item.name),
    Column(_("Offered price"), _price),
    Column(
        pgettext_lazy("of money", "Currency"), lambda entry: entry.offer and entry.offer.currency
    ),
    Column(_("Discount off the cap in percent"), _discount),
    Column(_("Committed working days"), lambda entry: entry.offer and entry.offer.committed_days),
    Column(
        _("Standard working days"), lambda entry: entry.offer and entry.offer.item.standard_days
    ),
    Column(_("Other services that match"), lambda entry: entry.more),
    Column(_("Valid credentials"), _credentials),
]


def columns() -> list[Column]:
    """Return the columns: the register's own, and a figure of each app that keeps one."""
    return [*COLUMNS, *(_of_a_record(record) for record in records())]


def rows(chosen: AgencyFilter) -> list[Entry]:
    """Return everything that the filters leave, in a number of queries that no row adds to."""
    found = in_order(chosen).only(
        "public_id",
        "state",
        "listed_at",
        "organisation__name_zh",
        "organisation__name_en",
        "organisation__credit_code",
        "region__name_zh",
        "region__name_en",
    )
    among = Agency.objects.filter(pk__in=chosen.qs.order_by().values("pk")).values("pk")
    return entries(chosen, found, kept=(), among=among, tags=None)


def _of_a_record(record) -> Column:
    def text(entry: Entry) -> str:
        figure = entry.figures.get(record.key)
        return figure.text if figure else ""

    return Column(record.label, text)
