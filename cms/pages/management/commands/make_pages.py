from django.core.management.base import BaseCommand

from ...commands import make_pages


class Command(BaseCommand):
    help = "Make the home page, the guide index and the noticeboard in every language, once."

    def handle(self, *, verbosity, **options):
        made = make_pages()
        if verbosity:
            for page in made:
                self.stdout.write(f"made {page.url_path} ({page.locale.language_code})")
            if not made:
                self.stdout.write("every first page is there already")
