"""What is true of this site wherever it runs."""

from pathlib import Path

import environ

from marketplace.project.database import database
from marketplace.project.policy import PUBLIC_PAGES
from marketplace.project.state import secret_key, state_path

env = environ.Env()

PROJECT_DIR = Path(__file__).resolve().parents[1]
BASE_DIR = PROJECT_DIR.parents[1]

# What the site keeps outside the database: keys, mail, uploads, built static files
MARKETPLACE_STATE_DIR = state_path()

DEBUG = False
SECRET_KEY = env("SECRET_KEY", default="") or secret_key(MARKETPLACE_STATE_DIR)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])

MARKETPLACE_DEMO = env.bool("DEMO", default=False)  # invented data, and every page says so
MARKETPLACE_CLOCK_OFFSET = "marketplace.project.demo.clock.offset"  # none outside a demo
MARKETPLACE_SEED_SOURCE = "opendraw"  # dice that anybody throws, and a slow step
MARKETPLACE_SEARCH_BACKEND = "search.lists.IndexedSearch"  # lists ask the index too
MARKETPLACE_SEARCH_ENGINE = env("SEARCH_ENGINE", default="auto")  # or database, elastic, plain
MARKETPLACE_TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])

INSTALLED_APPS = [
    # the suite, top layer first
    "search",
    "search.saved",
    "cms.noticeboard",
    "cms.pages",
    "cms.editing",
    "cms",
    "procurement.statistics",
    "procurement.contracts",
    "procurement",
    "agencies",
    "marketplace.fees",
    "marketplace.notifications",
    "marketplace.documents",
    "marketplace.exchange",
    "marketplace.approvals",
    "marketplace.draw",
    "marketplace.log",
    "marketplace.organisations",
    "marketplace",
    # the roof: this site's own user, its demonstration, and what runs it
    "marketplace.project.accounts",
    "marketplace.project.demo",
    "marketplace.project.operations",
    # the ground it stands on
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.locales",
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
    "allauth",
    "allauth.account",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "marketplace.health.middleware.HealthMiddleware",  # asks neither host name nor TLS
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",  # what it serves never asks the database
    "marketplace.middleware.ReceivedAtMiddleware",  # before any queue or lock
    "django.middleware.gzip.GZipMiddleware",  # with padding of its own against guessing by size
    "csp.middleware.CSPMiddleware",
    "marketplace.project.policy.EditorPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "marketplace.project.failures.RefuseNulMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "marketplace.project.accounts.middleware.AdminLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "marketplace.project.operations.maintenance.MaintenanceMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "marketplace.project.accounts.middleware.WrongFormMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",  # what was moved is still found
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
                "marketplace.context_processors.site",
            ]
        },
    }
]

FORM_RENDERER = "marketplace.forms_renderer.MarketplaceFormRenderer"

DATABASES = {"default": database(env("DATABASE_URL", default=""), MARKETPLACE_STATE_DIR)}
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    INSTALLED_APPS.append("django.contrib.postgres")

# In files, so that the site's workers and the clock share one
CACHES = {
    "default": env.cache_url("CACHE_URL", default=f"filecache://{MARKETPLACE_STATE_DIR}/cache")
}

# Languages: Chinese at /, English at /en/
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [PROJECT_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# Static files and uploads
STATIC_URL = "/static/"
STATIC_ROOT = MARKETPLACE_STATE_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_URL = "/media/"
MEDIA_ROOT = MARKETPLACE_STATE_DIR / "media"
DATA_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024  # of text in one form; above it: 413
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000  # Wagtail's editor sends many

# What the browser may do with a page
CONTENT_SECURITY_POLICY = {"DIRECTIVES": PUBLIC_PAGES}
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

# Wagtail
WAGTAIL_SITE_NAME = "中介服务超市"
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAILADMIN_BASE_URL = env("SITE_URL", default="http://127.0.0.1:8000")
WAGTAIL_ENABLE_UPDATE_CHECK = False  # no request leaves the site
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 2  # the title is typed before a branch is deleted
WAGTAIL_FINISH_WORKFLOW_ACTION = "cms.editing.finish.publish_what_was_read"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.editing.uploads.DescribedImageForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]  # no SVG: it is a document that acts
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 5 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 64_000_000
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.editing.uploads.CheckedDocumentForm"
WAGTAILDOCS_EXTENSIONS = ["pdf", "jpg", "jpeg", "png", "webp"]

WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_RESET_ENABLED = False  # the accounts pages do these three
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False

# Accounts: known by e-mail, open to everybody who can read a mail sent to it
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{module}.{name}"}
    for module, name in (
        ("django.contrib.auth.password_validation", "UserAttributeSimilarityValidator"),
        ("marketplace.project.accounts.validators", "MinimumLengthValidator"),
        ("django.contrib.auth.password_validation", "CommonPasswordValidator"),
        ("django.contrib.auth.password_validation", "NumericPasswordValidator"),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "marketplace:desk"
ACCOUNT_ADAPTER = "marketplace.project.accounts.adapter.AccountAdapter"
ACCOUNT_SIGNUP_FORM_CLASS = "marketplace.project.accounts.forms.SignupForm"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # only in the browser that signed up
ACCOUNT_CHANGE_EMAIL = True  # one address an account; a new one counts once confirmed
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True  # of what was changed: password, address
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

# What people are told: only at confirmed addresses, in the language they chose
MARKETPLACE_READERS = "marketplace.project.accounts.readers.AccountReaders"
MARKETPLACE_ACCOUNT_URL_NAME = "accounts:settings"
MARKETPLACE_NOTIFICATIONS_REPLY_TO = env("REPLY_TO_EMAIL", default="")

# Search: the database's own full text, or the cluster of ELASTICSEARCH_URL while it answers
MARKETPLACE_SEARCH_ELASTICSEARCH_URL = env("ELASTICSEARCH_URL", default="")
MARKETPLACE_SEARCH_ELASTICSEARCH_INDEX = env("ELASTICSEARCH_INDEX", default="marketplace")
MARKETPLACE_SEARCH_ELASTICSEARCH_REPLICAS = env.int("ELASTICSEARCH_REPLICAS", default=0)
MARKETPLACE_SEARCH_ELASTICSEARCH_OPTIONS = {
    key: value
    for key, value in {
        "api_key": env("ELASTICSEARCH_API_KEY", default=""),
        "ca_certs": env("ELASTICSEARCH_CA_CERTS", default=""),
    }.items()
    if value
}

# Mail: to the server of EMAIL_URL, else into a folder that the demo's mailbox shows
MAIL_FOLDER = MARKETPLACE_STATE_DIR / "mail"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("DEFAULT_FROM_EMAIL", default="noreply@localhost")
if env("EMAIL_URL", default=""):
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = MAIL_FOLDER

# Failures are told on the terminal; what a visitor got wrong is not
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["terminal"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
        "psycopg.pool": {"level": "ERROR"},
        "elastic_transport": {"level": "ERROR"},  # search says once that a cluster does not answer
    },
}
