"""Who is told of an event: each once, whatever stops in between."""

import pytest

from marketplace import clock
from marketplace.models import Cursor
from marketplace.notifications.listeners import Notifying
from marketplace.notifications.models import Mail, Notification, Posting
from marketplace.notifications.parts import shown, tell
from tests.notifications.deeds import pass_on, ring, ringer

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
