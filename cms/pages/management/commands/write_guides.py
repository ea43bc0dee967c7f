from django.core.management.base import BaseCommand, CommandError

from marketplace.kernel.refusal import Refusal

from ...commands import write_guides, write_scenarios


class Command(BaseCommand):
    help = (
        "Write a first guide for service items, in every language, from the catalogue; "
        "with --all for every item and every project type."
    )

    def add_arguments(self, parser):
        parser.add_argument("codes", nargs="*", metavar="CODE", help="such as EIA-01")
        parser.add_argument(
            "--all", action="store_true", help="a guide for each item and each project type"
        )

    def handle(self, *, codes, **options):
        if bool(codes) == options["all"]:
            raise CommandError("Name the codes of items, or --all, and not both.")
        try:
            written = write_guides(None if options["all"] else codes)
        except Refusal as refusal:
            raise CommandError(f"{refusal.message} {refusal.next_step}") from refusal
        if options["all"]:
            written += write_scenarios()
        for page in written:
            self.stdout.write(f"wrote {page.url_path}")
        if not written:
            self.stdout.write("every guide is there already")
