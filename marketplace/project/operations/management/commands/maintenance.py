from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from marketplace import clock

from ... import maintenance


class Command(BaseCommand):
    help = "Close the site for visitors (503, with the hour at which to come back), or open it."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("state", choices=["on", "off", "status"])
        parser.add_argument(
            "--minutes", type=int, default=0, help="how long it will take, to tell visitors"
        )

    def handle(self, *, state, minutes, **options):
        if state == "on":
            until = clock.now() + timedelta(minutes=minutes) if minutes > 0 else None
            maintenance.begin(until=until)
        elif state == "off":
            maintenance.end()
        self._tell()

    def _tell(self) -> None:
        on = maintenance.under_way()
        if on is None:
            self.stdout.write("The site is open.")
            return
        until = on.until and timezone.localtime(on.until)
        end = f" until about {until:%Y-%m-%d %H:%M}" if until else ""
        self.stdout.write(
            f"The site is closed{end}; administrators can still sign in.\n"
            "Closing times go on: extend notices that close meanwhile. The clock is another "
            "process; stop it too before the database is changed."
        )
