import signal
import time

from django.core.checks import Tags
from django.core.management.base import BaseCommand
from django.db import close_old_connections

from marketplace import clock
from marketplace.duties import run_duties
from marketplace.health.heartbeat import beat
from marketplace.transaction import set_patience

PAUSE_SECONDS = 1.0
LOCK_SECONDS = 0.5  # what is locked now is tried again at the next pass


class Command(BaseCommand):
    help = "The clock process: one pass a second, for as long as the site runs."

    def handle(self, **options):
        self.check(tags=[Tags.database], databases=["default"])
        self.running = True
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        set_patience(LOCK_SECONDS)
        while self.running:
            run_duties(clock.now())
            beat()
            close_old_connections()
            time.sleep(PAUSE_SECONDS)

    def stop(self, *args):
        """End after the pass that is under way: no deed is cut in half."""
        self.running = False
