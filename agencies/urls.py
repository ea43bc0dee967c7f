from django.urls import include, path

from .views import agency, holdings, mine, team
from .views.moved import moved

app_name = "agencies"
urlpatterns = [
    path("", include("agencies.public_urls")),
    # an agency's own screens
    path("mine/", mine.mine, name="mine"),
    path("mine/register/", mine.register, name="register"),
    path("mine/profile/", mine.profile, name="profile"),
    path("mine/credentials/", holdings.credentials, name="credentials"),
    path(
        "mine/credentials/<int:pk>/withdraw/",
        holdings.credential_withdraw,
        name="credential_withdraw",
    ),
    path("mine/people/", holdings.practitioners, name="practitioners"),
    path("mine/people/<int:pk>/remove/", holdings.practitioner_remove, name="practitioner_remove"),
    path("mine/services/", holdings.services, name="services"),
    path("mine/services/<slug:code>/", holdings.service, name="service"),
    path("mine/services/<slug:code>/stop/", holdings.service_stop, name="service_stop"),
    path("mine/members/", team.members, name="members"),
    path("mine/members/<int:pk>/", team.member, name="member"),
    path("mine/invitations/<uuid:public_id>/", team.revoke, name="invitation"),
    path("mine/submit/", mine.submit, name="submit"),
    path("mine/withdraw/", mine.withdraw, name="withdraw"),
    path("mine/reopen/", mine.reopen, name="reopen"),
    # where the hall's screens stood: they are in Wagtail's admin now
    path("vetting/", moved, {"to": "agencies_desk:queue"}, name="vetting"),
    path(
        "vetting/<slug:public_id>/", moved, {"to": "agencies_desk:application"}, name="application"
    ),
    path("sanctions/", moved, {"to": "agencies_desk:sanctions"}, name="sanctions"),
    path("sanctions/<slug:public_id>/", moved, {"to": "agencies_desk:sanction"}, name="sanction"),
    path(
        "sanctions/<slug:public_id>/credentials/<int:pk>/revoke/",
        moved,
        {"to": "agencies_desk:credential_revoke"},
        name="credential_revoke",
    ),
    # the public page of one agency
    path("<slug:public_id>/", agency.agency, name="agency"),
]
