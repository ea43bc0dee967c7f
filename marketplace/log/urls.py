from django.urls import path

from . import views

app_name = "log"
urlpatterns = [
    path("", views.log, name="log"),
    path("checkpoint", views.checkpoint, name="checkpoint"),
    path("proof", views.proof, name="proof"),
    path("consistency", views.consistency, name="consistency"),
    path("entries/<int:number>", views.tile, name="tile"),
    path("entry/<int:index>/", views.entry, name="entry"),
    path("keys", views.keys, name="keys"),
    path("cosignatures/", views.cosignatures, name="cosignatures"),
    path("receipts/<slug:public_id>/", views.receipt, name="receipt"),
    path("receipts/<slug:public_id>.json", views.receipt_json, name="receipt_json"),
    path("witness.py", views.witness, name="witness"),
]
