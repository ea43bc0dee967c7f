"""Somebody else's site: its own user, its own templates, and of ours what HOST_APPS names.

``marketplace.project`` is this project's own site and nothing of it may be needed here.
"""

import os
from pathlib import Path

HERE = Path(__file__).resolve().parent

SECRET_KEY = "somebody else's key, long enough to pass any check of its length"
ALLOWED_HOSTS = ["testserver"]
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
USE_I18N = WAGTAIL_I18N_ENABLED = True
ROOT_URLCONF = "tests.host.urls"
STATIC_URL = "/static/"
MEDIA_ROOT = os.environ["HOST_FOLDER"]
WAGTAIL_SITE_NAME = "Somebody else's site"
WAGTAILADMIN_BASE_URL = "http://testserver"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MARKETPLACE_STATE_DIR = os.environ["HOST_FOLDER"]

OURS = os.environ["HOST_APPS"].split()
if "tests.host" in OURS:
    WAGTAIL_PAGE_MODEL = "host.BasePage"

INSTALLED_APPS = [
    *OURS,
    "wagtail.contrib.typed_table_block",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.images",
    "wagtail.documents",
    "wagtail.snippets",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "taggit",
    "modelcluster",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "marketplace.middleware.ReceivedAtMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.path.join(os.environ["HOST_FOLDER"], "host.sqlite3"),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA synchronous=OFF;"},
    }
}
