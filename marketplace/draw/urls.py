from django.urls import path

from . import pages, views

app_name = "draws"
urlpatterns = [
    path("how/", pages.how, name="how"),
    path("verify/", pages.verify, name="verify"),
    path("verify.html", pages.page_file, name="page_file"),
    path("verify_draw.py", pages.script, name="script"),
    path("<str:slot_id>/", pages.slot, name="slot"),
    path("<str:slot_id>/screen/", pages.screen, name="screen"),
    path("<str:slot_id>/dice/", views.dice, name="dice"),
    path("<str:slot_id>/dice/<int:seq>/receipt.json", views.receipt, name="receipt"),
    path("<str:slot_id>/state.json", views.state, name="state"),
    path("<str:draw_id>/bundle.json", views.bundle, name="bundle"),
]
