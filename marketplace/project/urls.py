"""The addresses of this site: Chinese at /, English at /en/."""

from pathlib import Path

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

_ours = [("", "marketplace"), ("agencies/", "agencies"), ("", "procurement"), ("search/", "search")]

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *i18n_patterns(
        path("accounts/", include("allauth.urls")),
        *[path(at, include(f"{app}.urls")) for at, app in _ours if Path(app, "urls.py").is_file()],
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]
