"""What everybody reads, and what agencies answer."""

from django.urls import path

from .views import agency_desk, answers, feeds, public, questions

urlpatterns = [
    path("notices/", public.notices, name="notices"),
    path("notices/feed/", feeds.feed, {"format": "atom"}, name="feed"),
    path("notices/feed/rss/", feeds.feed, {"format": "rss"}, name="feed_rss"),
    path("notices/deadlines.ics", feeds.calendar, name="calendar"),
    path("notices/<str:public_id>/", public.notice, name="notice"),
    path("notices/<str:public_id>/record.json", public.record, name="record"),
    path("notices/<str:public_id>/deadlines.ics", public.deadlines, name="deadlines"),
    path("notices/<str:public_id>/answer/", answers.answer, name="answer"),
    path("notices/<str:public_id>/receipts.json", answers.receipts, name="receipts"),
    path("notices/<str:public_id>/ask/", questions.ask, name="ask"),
    path("notices/<str:public_id>/withdraw/", answers.withdraw, name="withdraw"),
    path("modes/", public.modes, name="modes"),
    path("desk/agency/", agency_desk.agency_desk, name="agency_desk"),
    path("desk/agency/notices/", agency_desk.agency_notices, name="agency_notices"),
    path("desk/agency/answers/", agency_desk.agency_answers, name="agency_answers"),
]
