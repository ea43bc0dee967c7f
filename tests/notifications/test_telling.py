"""Who is told of an event: each once, whatever stops in between."""

import pytest

from marketplace import clock
from marketplace.duties import run_duties
from marketplace.models import Cursor
from marketplace.notifications.listeners import Notifying
from marketplace.notifications.models import Mail, Notification, Posting
from marketplace.notifications.parts import shown, tell, telling
from marketplace.notifications.parts.forgetting import forget
from tests.factories import DAY, HOUR, NOON
from tests.notifications.deeds import note, pass_on, ring, ringer
from tests.plugin.topics import BellRung

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def test_who_a_topic_names_is_told_once_on_the_site_and_by_mail():
    reader, _other = ringer(), ringer(2, is_active=False)
    event = ring(3)

    pass_on()
    pass_on()

    told = Notification.objects.get()
    assert (told.user, told.event, told.topic) == (reader, event, "plugin.bell")
    assert shown([told])[0].message.title == "It rang 3 times"
    assert Mail.objects.get().user == reader


def test_a_listener_set_back_tells_nobody_twice():
    ringer()
    ring()
    pass_on()
    Cursor.objects.filter(key=Notifying.key).update(next_index=0)

    pass_on()

    assert (Posting.objects.count(), Notification.objects.count(), Mail.objects.count()) == (
        1,
        1,
        1,
    )


def test_a_posting_told_again_from_its_beginning_tells_nobody_twice():
    ringer()
    ring()
    pass_on()
    Posting.objects.update(done_at=None, letter=0, after="")

    tell(clock.now())

    assert (Notification.objects.count(), Mail.objects.count()) == (1, 1)


def test_who_did_it_is_not_told():
    reader, doer = ringer(), ringer(2)
    ring(by=doer)

    pass_on()

    assert Notification.objects.get().user == reader


def test_a_crowd_is_told_in_parts_and_each_part_goes_on_where_the_last_ended(monkeypatch):
    monkeypatch.setattr(telling, "READERS", 3)
    for number in range(8):
        ringer(number)
    ring()
    note()
    heard = []

    for _pass in range(4):
        tell(clock.now(), seconds=0)
        heard.append((Notification.objects.count(), Mail.objects.count()))

    assert heard == [(3, 3), (6, 6), (8, 8), (8, 8)]
    assert not tell(clock.now())


def test_somebody_who_comes_between_two_parts_makes_nobody_hear_twice(monkeypatch):
    monkeypatch.setattr(telling, "READERS", 2)
    for number in range(4):
        ringer(number)
    ring()
    note()
    tell(clock.now(), seconds=0)
    ringer(9)

    pass_on()

    assert Notification.objects.count() == 5


def test_a_topic_that_fails_is_tried_again_and_keeps_no_other_waiting(at, monkeypatch):
    ringer()
    ring(1)
    ring(2)
    letters = BellRung.letters

    def fail_once(topic, event):
        if event.facts["times"] == 1:
            raise RuntimeError("the bell is gone")
        return letters(topic, event)

    with monkeypatch.context() as patch:
        patch.setattr(BellRung, "letters", fail_once)
        pass_on()
    assert [row.facts for row in Notification.objects.all()] == [{"times": 2}]
    at(NOON + HOUR)

    pass_on()

    assert Notification.objects.count() == 2


def test_a_topic_without_words_keeps_no_page_from_showing_the_others(monkeypatch):
    ringer()
    ring()
    pass_on()
    monkeypatch.setattr(BellRung, "message", lambda topic, event, facts: facts["gone"])

    assert shown(Notification.objects.select_related("event"))[0].message.title == "Bells"


def test_a_posting_of_a_topic_that_is_gone_is_done_with():
    ringer()
    ring()
    note()
    Posting.objects.update(topic="gone.topic")

    assert not tell(clock.now())
    assert Posting.objects.get().done_at is not None
    assert not Notification.objects.exists()


def test_what_is_older_than_is_kept_goes(at):
    ringer()
    ring()
    pass_on()
    Mail.objects.update(state="sent", settled_at=NOON)
    at(NOON + 366 * DAY)

    assert forget(clock.now()) == 3
    assert forget(clock.now()) == 0


def test_while_a_test_holds_the_clock_the_duties_rest():
    ringer()
    ring()

    run_duties(clock.now())

    assert Posting.objects.count() == 1
    assert not Notification.objects.exists()
