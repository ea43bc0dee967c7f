"""The addresses of this site: Chinese at /, English at /en/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from . import mailbox

handler400 = "marketplace.project.failures.bad_request"
handler500 = "marketplace.project.failures.server_error"

_demonstration = [
    path("demo/", include("marketplace.project.demo.urls")),
    path("demo/mail/", mailbox.mailbox, name="mailbox"),
    path("demo/mail/<str:name>/", mailbox.letter, name="letter"),
]


urlpatterns = [
    # one way in: the accounts pages, which ask for a confirmed address and count attempts
    path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("marketplace.discovery.urls")),
    path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}, name="media"),
    *i18n_patterns(
        path("", include((_demonstration, "demo"))),
        path("accounts/", include("marketplace.project.accounts.urls")),
        path("accounts/", include("allauth.account.urls")),
        path("", include("marketplace.urls")),
        path("fees/", include("marketplace.fees.urls")),
        path("approvals/", include("marketplace.approvals.urls")),
        path("notifications/", include("marketplace.notifications.urls")),
        path("papers/", include("marketplace.documents.urls")),
        path("invitations/", include("marketplace.organisations.urls")),
        path("log/", include("marketplace.log.urls")),
        path("draws/", include("marketplace.draw.urls")),
        path("agencies/", include("agencies.urls")),
        path("", include("procurement.urls")),
        path("", include("procurement.contracts.urls")),
        path("figures/", include("procurement.statistics.urls")),
        path("search/saved/", include("search.saved.urls")),
        path("search/", include("search.urls")),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]
