from django.urls import include, path

app_name = "procurement"

urlpatterns = [
    path("", include("procurement.public_urls")),
    path("desk/owner/", include("procurement.owner_urls")),
    path("desk/review/", include("procurement.review_urls")),
]
