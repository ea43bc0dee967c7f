from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from marketplace import clock
from marketplace.commands import open_hall
from marketplace.kernel.refusal import Refusal

NEEDED = ("code", "name_zh", "name_en", "city_zh", "city_en", "complaint_phone")
OPTIONAL = ("address_zh", "address_en", "hours_zh", "hours_en", "phone")


class Command(BaseCommand):
    help = "Open the site's hall: its names, its telephones and the first version of its rules."

    def add_arguments(self, parser):
        for name in NEEDED:
            parser.add_argument(f"--{name.replace('_', '-')}", required=True)
        for name in OPTIONAL:
            parser.add_argument(f"--{name.replace('_', '-')}", default="")

    def handle(self, **options):
        columns = {name: options[name] for name in (*NEEDED, *OPTIONAL)}
        site = Site.objects.filter(is_default_site=True, hall=None).first()
        try:
            hall = open_hall(site=site, at=clock.now(), **columns)
        except Refusal as refusal:
            raise CommandError(f"{refusal.message} {refusal.next_step}") from refusal
        self.stdout.write(f"{hall.code}: open")
