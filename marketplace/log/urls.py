app_name = "log"
urlpatterns: list = []
