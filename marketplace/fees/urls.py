from django.urls import path

from . import views

app_name = "fees"
urlpatterns = [
    path("", views.calculator, name="calculator"),
    path("projects/<slug:code>/", views.project_costs, name="project_costs"),
    path("schedules/", views.schedules, name="schedules"),
    path("schedules/<str:key>/", views.schedule, name="schedule"),
]
