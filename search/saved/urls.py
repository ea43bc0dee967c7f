from django.urls import path

from . import views

app_name = "saved_searches"
urlpatterns = [
    path("", views.saved_searches, name="list"),
    path("off/<str:token>/", views.off, name="off"),
    path("<str:token>/", views.keep, name="keep"),
]
