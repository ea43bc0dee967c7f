import sys
from argparse import ArgumentTypeError
from datetime import date

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from marketplace import clock, conf
from marketplace.models import Hall

from ...accounts import ACCOUNTS, PASSWORD
from ...figures import decided_lines, missing
from ...models import World
from ...progress import Bar
from ...top_up import top_up
from ...world import EARLIEST, LATEST, log_root, make_world, whole_cast


class Command(BaseCommand):
    help = "Make the demonstration: an invented city up to a day, the same each time for it."
    stealth_options = ("label",)  # what stands before the bar, where another command tells of it

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
            help="print a line for each finished selection; fail where something is missing",
        )

    def handle(self, *, today, check, verbosity, label="Demo City ", **options):
        if check:
            self._check()
            return
        self._require_demo()
        if World.objects.exists():
            self._top_up(today)
            return
        today = today or timezone.localdate(clock.now())
        bar = Bar(sys.stdout, label, today=today)
        make_world(today, cast=whole_cast(), told=bar)
        call_command("rebuild_search", backend="database", verbosity=0)
        bar.finish()
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
        faults = missing()
        if faults:
            raise CommandError("\n".join(faults))

    def _top_up(self, today: date | None) -> None:
        made = top_up(today=today, at=clock.now())
        if made:
            self.stdout.write(f"Published {', '.join(notice.public_id for notice in made)}.")
        else:
            self.stdout.write("The demonstration stands; nothing was changed.")

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
