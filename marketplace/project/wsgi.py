"""The site for a WSGI server: granian serves this one."""

import os

from django.core.checks import Tags
from django.core.management.base import BaseCommand
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.project.settings.production")

application = get_wsgi_application()

# A database that was set back behind what was published of it serves nobody.
BaseCommand().check(tags=[Tags.database], databases=["default"])
