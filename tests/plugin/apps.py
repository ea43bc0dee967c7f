from django.apps import AppConfig


class PluginConfig(AppConfig):
    """Somebody else's app: one of each plug. The suite knows nothing of it."""

    name = "tests.plugin"
    label = "plugin"
