from django.urls import path

from . import views

app_name = "organisations"
urlpatterns = [
    path("", views.invitations, name="invitations"),
    path("<uuid:public_id>/", views.invitation, name="invitation"),
]
