from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from marketplace.log.parts import SetBack, require_continuous

from ...keeping.archive import BadBackup
from ...keeping.restore import restore


class Command(BaseCommand):
    help = "Bring a backup back into an empty database and this state directory."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *, file, **options):
        try:
            manifest = restore(file)
        except BadBackup as error:
            raise CommandError(f"Nothing was restored. {error}") from error
        self.stdout.write(f"Restored what was kept at {manifest.made_at}.")
        try:
            require_continuous()
        except SetBack as error:
            self.stdout.write(
                f"This site has published more than the backup holds: {error}. It will not start "
                "on it: restore a newer backup, or replay the database's archive. "
                "manage.py check --database default says what else there is."
            )
            return
        self.stdout.write("Next: manage.py migrate, manage.py log_verify, then start the site.")
