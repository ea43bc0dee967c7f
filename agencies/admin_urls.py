"""The operator's desk, inside Wagtail's admin."""

from django.urls import path

from .views import papers, sanctions, vetting

app_name = "agencies_desk"
urlpatterns = [
    path("vetting/", vetting.queue, name="queue"),
    path("vetting/<slug:public_id>/", vetting.application, name="application"),
    path("vetting/<slug:public_id>/claim/", vetting.claim, name="claim"),
    path("vetting/<slug:public_id>/release/", vetting.release, name="release"),
    path("sanctions/", sanctions.sanctions, name="sanctions"),
    path("sanctions/<slug:public_id>/", sanctions.sanction, name="sanction"),
    path("sanctions/<slug:public_id>/<slug:act>/", sanctions.decide, name="decide"),
    path(
        "sanctions/<slug:public_id>/credentials/<int:pk>/revoke/",
        sanctions.credential_revoke,
        name="credential_revoke",
    ),
    path("papers/<uuid:public_id>/", papers.paper, name="paper"),
]
