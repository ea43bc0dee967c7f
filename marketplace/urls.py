from django.urls import path

from . import patterns, theme

app_name = "marketplace"
urlpatterns = [
    path("theme/", theme.set_theme, name="theme"),
    path("patterns/", patterns.patterns, name="patterns"),
]
