"""The site for a WSGI server: granian serves this one."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.project.settings.production")

application = get_wsgi_application()
