from django.urls import path

from . import views

app_name = "approvals"
urlpatterns = [
    path("", views.approvals, name="approvals"),
    path("<slug:public_id>/", views.approval, name="approval"),
]
