from django.urls import path

from . import views

app_name = "draws"
urlpatterns = [
    path("<str:slot_id>/dice/", views.dice, name="dice"),
    path("<str:slot_id>/dice/<int:seq>/receipt.json", views.receipt, name="receipt"),
    path("<str:slot_id>/state.json", views.state, name="state"),
    path("<str:draw_id>/bundle.json", views.bundle, name="bundle"),
]
