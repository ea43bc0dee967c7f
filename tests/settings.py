"""The site as the tests see it, with somebody else's app in front."""

from marketplace.project.settings.test import *  # noqa: F403
from marketplace.project.settings.test import INSTALLED_APPS as _INSTALLED_APPS

INSTALLED_APPS = ["tests.plugin", *_INSTALLED_APPS]
