"""What everybody reads, but for the page of one agency, which takes every address that is left."""

from django.urls import path

from .views import comparing, directory, shortlisting

urlpatterns = [
    path("", directory.directory, name="directory"),
    path("directory.csv", directory.directory_csv, name="directory_csv"),
    path("compare/", comparing.comparison, name="compare"),
    path("shortlist/", shortlisting.shortlist, name="shortlist"),
]
