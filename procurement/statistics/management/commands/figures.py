"""``manage.py figures``: the public figures of a period, as the page has them."""

from __future__ import annotations

from datetime import date

from django.core.management.base import BaseCommand, CommandError

from marketplace import clock
from marketplace.kernel.canonical import canonical

from ...presentation.data import figures_data
from ...presentation.page import headlines
from ...presentation.sheets import period_words
from ...records import groups_of


class Command(BaseCommand):
    help = "Prints the public figures, computed from the records, of a period or of all time."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="every figure as canonical JSON")
        parser.add_argument("--from", dest="first", metavar="DAY", help="first day, 2026-03-02")
        parser.add_argument("--to", dest="last", metavar="DAY", help="last day, 2026-03-31")

    def handle(self, *, first, last, json, **options):
        start, end = _day(first), _day(last)
        if start and end and end < start:
            raise CommandError("The last day is before the first. Turn them round.")
        groups = groups_of(start, end)
        if json:
            self.stdout.write(canonical(figures_data(groups, at=clock.now())).decode())
            return
        self.stdout.write(period_words(groups))
        for each in headlines(groups.total):
            self.stdout.write(f"{each.value} {each.unit} {each.name} ({each.note})")


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError as error:
        raise CommandError(f"{written!r} is not a day. Write it as in 2026-03-02.") from error
