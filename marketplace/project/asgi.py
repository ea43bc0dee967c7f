"""The site for an ASGI server, for what stays open: live pages."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.project.settings.production")

application = get_asgi_application()
