"""The clock's pass does not wait for the mail server; a thread of its own does."""

import time

import pytest

from marketplace import clock
from marketplace.notifications import courier, duties
from marketplace.notifications.models import Mail
from tests.notifications.deeds import note, ring, ringer

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
SLOW_SECONDS = 1.5


def test_a_slow_server_keeps_no_pass_waiting(office):
    office.before_answer = lambda: time.sleep(SLOW_SECONDS)
    ringer()
    ring()
    note()
    duties.tell_readers(clock.now())

    began = time.monotonic()
    for _pass in range(3):
        duties.send_mails(clock.now())
    took = time.monotonic() - began
    courier._round.result(timeout=10)

    assert took < 0.5
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
