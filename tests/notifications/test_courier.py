"""The clock's pass does not wait for the mail server; a thread of its own does."""

from threading import Event

import pytest

from marketplace import clock
from marketplace.notifications import courier, duties
from marketplace.notifications.models import Mail
from tests.notifications.deeds import note, ring, ringer

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
PATIENCE_SECONDS = 10


def test_a_slow_server_keeps_no_pass_waiting(office):
    may_answer = Event()
    office.before_answer = lambda: may_answer.wait(PATIENCE_SECONDS)
    ringer()
    ring()
    note()
    duties.tell_readers(clock.now())

    for _pass in range(3):
        duties.send_mails(clock.now())
    was_waited_for = Mail.objects.get().state == "sent"
    may_answer.set()
    courier._round.result(timeout=PATIENCE_SECONDS)

    assert not was_waited_for
    assert len(office.taken) == 1
    assert Mail.objects.get().state == "sent"


def test_a_site_that_sends_no_mail_keeps_it(office, settings):
    settings.MARKETPLACE_NOTIFICATIONS_MAIL = False
    ringer()
    ring()
    note()
    duties.tell_readers(clock.now())

    duties.send_mails(clock.now())

    assert office.taken == []
    assert Mail.objects.get().state == "waiting"
