from django.urls import path

from . import views

app_name = "notifications"
urlpatterns = [
    path("", views.notifications, name="notifications"),
    path("topics/", views.topics, name="topics"),
    path("read/", views.read_all, name="read_all"),
    path("off/<str:token>/", views.off, name="off"),
    path("<int:pk>/", views.follow, name="follow"),
    path("<int:pk>/read/", views.read_one, name="read"),
]
