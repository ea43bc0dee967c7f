"""For programs: mounted at the root, outside of the languages."""

from django.urls import path

from . import views

app_name = "discovery"
urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.index, name="sitemap"),
    path("sitemap-<slug:key>-<int:number>.xml", views.file, name="sitemap_file"),
]
