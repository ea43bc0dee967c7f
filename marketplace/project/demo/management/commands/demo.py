import sys
from argparse import ArgumentTypeError
from datetime import date, datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from marketplace import clock, conf
from marketplace.models import Hall

from ...accounts import ACCOUNTS, PASSWORD
from ...figures import decided_lines, modes_without_award
from ...models import World
from ...top_up import top_up
from ...world import EARLIEST, LATEST, log_root, make_world, whole_cast


class Command(BaseCommand):
    help = "Make the demonstration: an invented city up to a day, the same each time for it."

    def add_arguments(self, parser):
        parser.add_argument(
            "--today",
            type=_day,
            metavar="DATE",
            help="the day up to which the city's past is told, such as 2026-03-02",
        )
        parser.add_argument(
            "--check",
            action="store_true",
            help="print a line for each finished selection; fail when a mode has none",
        )

    def handle(self, *, today, check, verbosity, **options):
        if check:
            self._check()
            return
        self._require_demo()
        if World.objects.exists():
            self._top_up(today)
            return
        today = today or timezone.localdate(clock.now())
        make_world(today, cast=whole_cast(), told=self._progress(verbosity))
        if verbosity:
            self._introduce()

    def _require_demo(self) -> None:
        if not conf.is_demo():
            raise CommandError("This site is no demonstration. Set DEMO=1 to make it one.")
        if Hall.objects.exists() and not World.objects.exists():
            raise CommandError(
                "There is a hall, but no whole demonstration: it was interrupted, or the hall is "
                "a real one. Nothing was changed. For a new start: make clean, then make run."
            )

    def _check(self) -> None:
        for line in decided_lines():
            self.stdout.write(line)
        missing = modes_without_award()
        if missing:
            raise CommandError(f"No finished selection by {', '.join(missing)}.")

    def _top_up(self, today: date | None) -> None:
        made = top_up(today=today, at=clock.now())
        if made:
            self.stdout.write(f"Published {', '.join(notice.public_id for notice in made)}.")
        else:
            self.stdout.write("The demonstration stands; nothing was changed.")

    def _progress(self, verbosity: int):
        """Return who is told of each deed: on a terminal, one line that keeps changing."""
        told = 0

        def tell(at: datetime) -> None:
            nonlocal told
            told += 1
            if verbosity and sys.stdout.isatty() and told % 10 == 0:
                day = timezone.localdate(at)
                self.stdout.write(f"\rMaking Demo City: {day}, {told} deeds", ending="")
                self.stdout.flush()

        return tell

    def _introduce(self) -> None:
        self.stdout.write(
            f"\nThe log has the root {log_root()}.\nSign in with the password {PASSWORD}:"
        )
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.email:22} {account.purpose}")


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text} is no day; write it as 2026-03-02") from None
    if not EARLIEST <= day <= LATEST:
        raise ArgumentTypeError(f"{text} is out of range: {EARLIEST} to {LATEST}")
    return day
