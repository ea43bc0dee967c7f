import json

from django.core.management.base import BaseCommand, CommandError

from marketplace.health import health_checks
from marketplace.health.report import look_at_everything


class Command(BaseCommand):
    help = "What /healthz tells, for a shell or a container; exit 1 while something is wrong."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("only", nargs="*", metavar="CHECK", help="such as clock; else all")

    def handle(self, *, only, **options):
        known = [check.key for check in health_checks]
        unknown = sorted(set(only) - set(known))
        if unknown:
            raise CommandError(
                f"There is no check {', '.join(unknown)}. There are: {', '.join(sorted(known))}."
            )
        report = look_at_everything(only)
        self.stdout.write(json.dumps(report, indent=1))
        if report["status"] != "ok":
            raise CommandError("Something is wrong; see above.")
