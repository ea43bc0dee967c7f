"""Two clocks at once: each reader is told once, and each mail leaves once."""

import pytest

from marketplace import clock
from marketplace.notifications.models import Mail, Notification
from marketplace.notifications.parts import sending, tell, telling
from tests.concurrency.both_at_once import Rendezvous, both_at_once
from tests.notifications.deeds import note, pass_on, ring, ringer

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("at"),
]
READERS, CLOCKS = 12, 3


def send_all() -> None:
    while sending.send_some():
        continue


def tell_all() -> None:
    while tell(clock.now()):
        continue


def crowd(rings: int = 1) -> None:
    for number in range(READERS):
        ringer(number)
    for times in range(rings):
        ring(times)


def test_two_clocks_tell_each_reader_once(monkeypatch):
    monkeypatch.setattr(telling, "READERS", 4)
    crowd(rings=5)
    note()

    both_at_once(*[tell_all] * CLOCKS)
    tell_all()  # what one left to another that had it

    assert Notification.objects.count() == Mail.objects.count() == READERS * 5


def test_two_clocks_send_each_mail_once(office, monkeypatch):
    monkeypatch.setattr(sending, "TAKEN", 3)
    crowd()
    pass_on()

    both_at_once(*[send_all] * CLOCKS)
    send_all()

    assert sorted(office.ids) == sorted(set(office.ids))
    assert len(office.ids) == READERS
    assert set(Mail.objects.values_list("state", flat=True)) == {"sent"}


def test_without_the_lock_two_clocks_claim_one_mail(monkeypatch):
    ringer()
    ring()
    pass_on()
    meeting, slow = Rendezvous(), iter([True])

    def read_only(at):
        keys = list(Mail.objects.due_at(at).values_list("pk", flat=True))
        if next(slow, False):
            meeting.pause()
        return keys

    monkeypatch.setattr(sending, "_held", read_only)

    claimed = both_at_once(
        lambda: sending.claim(clock.now()),
        lambda: meeting.slip_in(lambda: sending.claim(clock.now())),
    )

    assert [len(mails) for mails in claimed] == [1, 1]
