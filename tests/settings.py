"""The site as the tests see it, with somebody else's app in front."""

from marketplace.project.settings.test import *  # noqa: F403
