"""Services under contract: the lists, the page of one with its deeds, and the board."""

from django.urls import path

from .views import board, deeds, diary, services

app_name = "contracts"

SERVICE = "desk/services/<str:public_id>/"

urlpatterns = [
    path("desk/services/", services.services, name="services"),
    path(SERVICE, services.service, name="service"),
    path(f"{SERVICE}confirm/", deeds.confirm, name="confirm"),
    path(f"{SERVICE}decline/", deeds.decline, name="decline"),
    path(f"{SERVICE}skip/", deeds.skip, name="skip"),
    path(f"{SERVICE}contract/", deeds.contract, name="contract"),
    path(f"{SERVICE}start/", deeds.start, name="start"),
    path(f"{SERVICE}pause/", deeds.pause, name="pause"),
    path(f"{SERVICE}resume/", deeds.resume, name="resume"),
    path(f"{SERVICE}extend/", deeds.extend, name="extend"),
    path(f"{SERVICE}decide/", deeds.decide, name="decide"),
    path(f"{SERVICE}deliver/", deeds.deliver, name="deliver"),
    path(f"{SERVICE}accept/", deeds.accept, name="accept"),
    path(f"{SERVICE}return/", deeds.return_, name="return"),
    path("desk/calendar/", diary.diary, name="diary"),
    path("desk/calendar/<int:pk>/open/", diary.diary_open, name="diary_open"),
    path("desk/calendar/<int:pk>/close/", diary.diary_close, name="diary_close"),
    path("calendar/<slug:token>.ics", diary.feed, name="feed"),
    path("board/", board.board, name="board"),
    path("board/services.csv", board.board_csv, name="board_csv"),
    path("board/services.xlsx", board.board_xlsx, name="board_xlsx"),
]
