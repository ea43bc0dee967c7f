from django.urls import path

from . import handing_in, pages, views

app_name = "draws"
urlpatterns = [
    path("how/", pages.how, name="how"),
    path("verify/", pages.verify, name="verify"),
    path("verify.html", pages.page_file, name="page_file"),
    path("verify_draw.py", pages.script, name="script"),
    path("stir.py", pages.stir_script, name="stir"),
    path("<str:slot_id>/", pages.slot, name="slot"),
    path("<str:slot_id>/screen/", pages.screen, name="screen"),
    path("<str:slot_id>/dice/", views.dice, name="dice"),
    path("<str:slot_id>/dice/<int:seq>/receipt.json", views.receipt, name="receipt"),
    path("<str:slot_id>/state.json", views.state, name="state"),
    path("<str:slot_id>/pool.json", views.pool, name="pool"),
    path("<str:slot_id>/output/", handing_in.output, name="output"),
    path("<str:slot_id>/proof/", handing_in.proof, name="proof"),
    path("<str:slot_id>/proof/<str:digest>.json", handing_in.proof_file, name="proof_file"),
    path("<str:slot_id>/void/", handing_in.void, name="void"),
    path("<str:draw_id>/bundle.json", views.bundle, name="bundle"),
]
