"""The reviewers' desk."""

from django.urls import path

from .views import review_desk

urlpatterns = [
    path("", review_desk.review_queue, name="review_queue"),
    path("<str:public_id>/", review_desk.review_notice, name="review_notice"),
]
