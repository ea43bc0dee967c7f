from django.apps import AppConfig


class HostConfig(AppConfig):
    """Somebody else's site, with a base page of its own."""

    name = "tests.host"
    label = "host"
    default_auto_field = "django.db.models.BigAutoField"
