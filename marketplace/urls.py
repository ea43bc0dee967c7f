from django.urls import path

from . import patterns, theme, views

app_name = "marketplace"
urlpatterns = [
    path("items/", views.items, name="items"),
    path("items/<slug:code>/", views.item, name="item"),
    path("rules/", views.rules, name="rules"),
    path("desk/", views.desk, name="desk"),
    path("theme/", theme.set_theme, name="theme"),
    path("patterns/", patterns.patterns, name="patterns"),
]
