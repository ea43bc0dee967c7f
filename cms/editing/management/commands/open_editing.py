from django.core.management.base import BaseCommand

from cms.editing.commands import open_editing


class Command(BaseCommand):
    help = "Give the group of editors its rights, and the pages their review by a second person."

    def handle(self, *args, **options):
        is_new = open_editing()
        self.stdout.write("Editors may begin." if is_new else "All was there already.")
