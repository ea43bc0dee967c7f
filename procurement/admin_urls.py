"""The check of owners' applications, inside Wagtail's admin."""

from django.urls import path

from .views import owner_check

app_name = "procurement_desk"
urlpatterns = [
    path("", owner_check.owners, name="owners"),
    path("<slug:public_id>/", owner_check.owner, name="owner"),
]
