"""What the tests run on: SQLite in memory, or the PostgreSQL of ``TEST_DATABASE_URL``."""

import os

os.environ.setdefault("SECRET_KEY", "a key that only the tests know, long enough for any check")

from marketplace.project.database import database

from .base import *  # noqa: F403
from .base import MARKETPLACE_STATE_DIR as _STATE_DIR
from .base import env

MARKETPLACE_DEMO = True
MARKETPLACE_CLOCK_OFFSET = None  # or no test could ask the time without a database
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MARKETPLACE_STATE_DIR = _STATE_DIR / "tests" / os.environ.get("PYTEST_XDIST_WORKER", "main")
STATIC_ROOT = MARKETPLACE_STATE_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
MEDIA_ROOT = MARKETPLACE_STATE_DIR / "media"
MAIL_FOLDER = MARKETPLACE_STATE_DIR / "mail"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
DATABASES = {
    "default": database(
        env("TEST_DATABASE_URL", default="sqlite://:memory:"), MARKETPLACE_STATE_DIR, pool=False
    )
}

# Chance comes from the server at once; the tests of draws ask for OPENDRAW, and quick slots
MARKETPLACE_SEED_SOURCE = "plain"
MARKETPLACE_OPENDRAW = {
    "every_seconds": 1,
    "first": "00:00",
    "last": "23:59:59",
    "working_days_only": False,
    "settle_seconds": 5,
    "lead_seconds": 2,
    "window_seconds": 10,
    "drain_seconds": 1,
    "publish_seconds": 5,
    "steps": {"S": 8, "M": 16, "L": 24},
    "chain_length": 100,
}

MARKETPLACE_SEARCH_ELASTICSEARCH_URL = ""  # tests that need a cluster take TEST_ELASTICSEARCH_URL
