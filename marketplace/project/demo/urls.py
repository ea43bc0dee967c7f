from django.urls import path

from . import views

urlpatterns = [path("clock/", views.clock_page, name="clock")]
