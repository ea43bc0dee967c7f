from django.urls import path

from . import patterns, theme, views
from .charts import views as charts

app_name = "marketplace"
urlpatterns = [
    path("items/", views.items, name="items"),
    path("items.json", charts.items_as_data, {"form": "json"}, name="items_json"),
    path("items.csv", charts.items_as_data, {"form": "csv"}, name="items_csv"),
    path("items/<slug:code>/", views.item, name="item"),
    path("projects/", charts.projects, name="projects"),
    path("projects/<slug:code>/", charts.project_chart, name="project_chart"),
    path(
        "projects/<slug:code>/lists.json",
        charts.project_lists,
        {"form": "json"},
        name="project_lists_json",
    ),
    path(
        "projects/<slug:code>/lists.csv",
        charts.project_lists,
        {"form": "csv"},
        name="project_lists_csv",
    ),
    path("bundles/<slug:code>/", charts.bundle, name="bundle"),
    path("rules/", views.rules, name="rules"),
    path("desk/", views.desk, name="desk"),
    path("theme/", theme.set_theme, name="theme"),
    path("patterns/", patterns.patterns, name="patterns"),
]
