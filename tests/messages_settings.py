"""Just enough for Django to gather messages: no app is loaded, nothing is connected to."""

from pathlib import Path

SECRET_KEY = "only gathers messages"
LOCALE_PATHS = [Path.cwd() / "marketplace" / "project" / "locale"]
USE_I18N = True
