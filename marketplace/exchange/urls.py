"""Tables in and out, inside Wagtail's admin."""

from django.urls import path

from . import views

app_name = "exchange"
urlpatterns = [
    path("", views.exchange, name="exchange"),
    path("runs/<slug:public_id>/", views.run, name="run"),
    path("<slug:key>/import/", views.bring, name="bring"),
    path("<slug:key>/export.<slug:ending>", views.export, name="export"),
]
