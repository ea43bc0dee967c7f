"""The public figures; everybody reads them."""

from django.urls import path

from . import views

app_name = "figures"
urlpatterns = [
    path("", views.figures, name="figures"),
    path("figures.json", views.data, name="data"),
    path("<slug:key>.csv", views.table, name="table"),
]
