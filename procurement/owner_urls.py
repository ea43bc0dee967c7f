"""The owner's desk and the wizard."""

urlpatterns = []
