import sys

from django.core.management.base import BaseCommand

from marketplace.log.verification import Bad, verify_log


class Command(BaseCommand):
    help = "Recompute the whole log: exit 0 and its size, or 1 and the first bad record."

    def handle(self, **options):
        try:
            size = verify_log()
        except Bad as error:
            self.stderr.write(f"The log does not hold: {error}")
            sys.exit(1)
        self.stdout.write(f"{size}")
