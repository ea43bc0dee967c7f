"""What is true of this site wherever it runs."""

from pathlib import Path

import environ

from marketplace.project.database import database
from marketplace.project.state import secret_key

env = environ.Env()

PROJECT_DIR = Path(__file__).resolve().parents[1]
BASE_DIR = PROJECT_DIR.parents[1]
MARKETPLACE_STATE_DIR = Path(env("MARKETPLACE_STATE_DIR", default=str(BASE_DIR / "var"))).resolve()

DEBUG = False
MARKETPLACE_DEMO = env.bool("DEMO", default=False)  # invented data: every page says so
SECRET_KEY = env("SECRET_KEY", default="") or secret_key(MARKETPLACE_STATE_DIR)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])

INSTALLED_APPS = [
    # the suite, top layer first
    "search",
    "cms.noticeboard",
    "cms.pages",
    "cms",
    "procurement",
    "agencies",
    "marketplace.draw",
    "marketplace.organisations",
    "marketplace",
    # the roof: this site's own user and its demonstration
    "marketplace.project.accounts",
    "marketplace.project.demo",
    # the ground it stands on
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.locales",
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
    "allauth",
    "allauth.account",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

# while the rooms are being built
_OURS = ("search", "cms", "procurement", "agencies", "marketplace")
INSTALLED_APPS = [
    app
    for app in INSTALLED_APPS
    if not app.startswith(_OURS) or (BASE_DIR / app.replace(".", "/") / "apps.py").is_file()
]

MIDDLEWARE = [
    "marketplace.middleware.ReceivedAtMiddleware",  # first: before any queue or lock
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "marketplace.project.urls"
WSGI_APPLICATION = "marketplace.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PROJECT_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "marketplace.project.context.site",
            ]
        },
    }
]

DATABASES = {"default": database(env("DATABASE_URL", default=""), MARKETPLACE_STATE_DIR)}

# Languages: Chinese at /, English at /en/
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [PROJECT_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# Static files, uploads and mail
STATIC_URL = "/static/"
STATIC_ROOT = MARKETPLACE_STATE_DIR / "static"
STATICFILES_DIRS = [path for path in [PROJECT_DIR / "static"] if path.is_dir()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_URL = "/media/"
MEDIA_ROOT = MARKETPLACE_STATE_DIR / "media"

# Accounts
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"

# Wagtail
WAGTAIL_SITE_NAME = "中介服务超市"
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_BASE_URL = env("SITE_URL", default="http://127.0.0.1:8000")
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
