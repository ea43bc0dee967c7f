"""What leaves by mail: each once, whatever breaks, and nothing that its reader does not want."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress

from marketplace import clock
from marketplace.notifications.commands import choose
from marketplace.notifications.models import Mail, Notification
from marketplace.notifications.parts import sending
from marketplace.notifications.parts.choices import Way
from marketplace.notifications.parts.digests import write_digests
from tests.factories.marketplace import DAY, HOUR, NOON, HallFactory
from tests.notifications.deeds import pass_on, ring, ringer
from tests.notifications.post_office import open_office

pytestmark = [pytest.mark.django_db]
MORNING = NOON + DAY - 4 * HOUR  # eight o'clock in Shanghai


def states() -> list[str]:
    return list(Mail.objects.order_by("pk").values_list("state", flat=True))


def body_of(mail, kind: str) -> str:
    return mail.get_body((kind,)).get_content().replace("\r\n", "\n")


def crash(*args, **kwargs) -> None:
    raise KeyboardInterrupt


def send_all() -> None:
    while sending.send_some():
        continue


def test_a_mail_leaves_once_with_text_and_markup(at, office):
    HallFactory(name_en="Hall of Clear Water")
    reader = ringer(preferred_language="en")
    ring(3)
    pass_on()

    send_all()
    send_all()

    (mail,) = office.taken
    text, markup = body_of(mail, "plain"), body_of(mail, "html")
    assert (mail["To"], mail["Subject"]) == (reader.email, "It rang 3 times")
    assert mail["From"].startswith("Hall of Clear Water <")
    assert mail["Content-Language"] == "en"
    assert "Read why:\nhttp://127.0.0.1:8000/rules/" in text
    assert '<a href="http://127.0.0.1:8000/rules/">Read why</a>' in markup
    assert '<html lang="en">' in markup
    assert states() == ["sent"]


def test_a_mail_speaks_the_readers_language(at, office):
    ringer(1, preferred_language="en")
    ringer(2, preferred_language="zh-hans")
    ring()
    pass_on()

    send_all()

    assert [mail["Content-Language"] for mail in office.taken] == ["en", "zh-Hans"]
    english, chinese = (mail["List-Unsubscribe"] for mail in office.taken)
    assert "/en/notifications/off/" in english
    assert "/en/" not in chinese


def test_a_server_that_is_down_loses_nothing(at, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    ringer()
    ring()
    pass_on()
    with open_office() as (_office, port):
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    sending.send_some()  # nobody is there any more
    waits = Mail.objects.get()
    assert (waits.state, waits.attempts, waits.due_at) == (
        "waiting",
        1,
        NOON + dt.timedelta(seconds=2),
    )
    assert sending.send_some() == 0

    at(NOON + dt.timedelta(seconds=2))
    with open_office(port) as (office, _port):
        send_all()

    assert len(office.taken) == 1
    assert states() == ["sent"]


def test_a_crash_between_sending_and_noting_repeats_the_same_message_id(at, office, monkeypatch):
    ringer()
    ring()
    pass_on()
    with monkeypatch.context() as patch:
        patch.setattr(sending, "_settle", crash)
        with pytest.raises(KeyboardInterrupt):
            sending.send_some()
    assert states() == ["claimed"]
    assert sending.send_some() == 0  # the claim still holds

    at(NOON + sending.CLAIM)
    send_all()

    assert len(office.taken) == 2
    assert len(set(office.ids)) == 1
    assert states() == ["sent"]


def test_an_address_that_never_takes_mail_is_given_up_and_one_that_is_full_is_not(at, office):
    gone, full = ringer(1), ringer(2)
    office.unknown = {gone.email: "550 no such user", full.email: "452 mailbox full"}
    ring()
    pass_on()

    send_all()

    assert states() == ["refused", "waiting"]
    assert "no such user" in Mail.objects.first().error


@pytest.mark.parametrize("spoil", ["unconfirmed", "other_address", "inactive", "not_wanted"])
def test_who_must_not_be_written_to_any_more_gets_nothing(at, office, spoil):
    reader = ringer()
    ring()
    pass_on()
    if spoil == "unconfirmed":
        EmailAddress.objects.update(verified=False)
    elif spoil == "other_address":
        EmailAddress.objects.update(email="old@example.org")
    elif spoil == "inactive":
        type(reader).objects.update(is_active=False)
    else:
        choose(user_id=reader.pk, chosen={"plugin.bell": Way(True, "never")})

    send_all()

    assert office.taken == []
    assert states() == ["dropped"]


def test_an_unconfirmed_address_gets_no_mail_but_the_message_on_the_site(at):
    ringer(signs_in=False)
    ring()

    pass_on()

    assert (Notification.objects.count(), Mail.objects.count()) == (1, 0)


def test_what_is_old_is_told_on_the_site_and_not_by_mail(at):
    ringer()
    ring(at=NOON - 4 * DAY)
    ring(at=NOON - 15 * DAY)
    ring(at=NOON - 61 * DAY)

    pass_on()

    told = Notification.objects.order_by("at").values_list("at", "read_at")
    assert list(told) == [(NOON - 15 * DAY, NOON), (NOON - 4 * DAY, None)]  # history is no news
    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    ("way", "shown", "mails"),
    [
        (Way(True, "never"), [True], 0),
        (Way(False, "at_once"), [False], 1),
        (Way(False, "never"), [], 0),
    ],
)
def test_each_way_can_be_switched(at, way, shown, mails):
    choose(user_id=ringer().pk, chosen={"plugin.bell": way})
    ring()

    pass_on()

    assert list(Notification.objects.values_list("is_shown", flat=True)) == shown
    assert Mail.objects.count() == mails


def test_the_daily_mail_holds_what_was_not_read_by_the_morning(at, office):
    reader = ringer(preferred_language="en")
    choose(user_id=reader.pk, chosen={"plugin.bell": Way(True, "daily")})
    for times in (1, 2, 3):
        ring(times)
    pass_on()
    Notification.objects.filter(facts={"times": 2}).update(read_at=NOON)
    assert write_digests(clock.now()) == 0  # after this morning's eight o'clock
    at(MORNING)

    assert (write_digests(clock.now()), write_digests(clock.now())) == (1, 0)
    send_all()

    (mail,) = office.taken
    assert mail["Subject"] == "2 messages, 3 Mar 2026"
    text = body_of(mail, "plain")
    assert [f"It rang {times} times" in text for times in (1, 2, 3)] == [True, False, True]


@pytest.mark.parametrize(
    "hostile",
    [
        "Bells\r\nBcc: everybody@example.org",
        "Bells\nX-Evil: yes",
        "Bells\u2028Bcc: x@example.org",
        "\u202eslleB",
        "Bells\x01\x0b\x85",
        "x" * 5000,
        "=?utf-8?q?Bcc:_x@example.org?=",
        "<x@example.org>, y@example.org",
    ],
)
def test_a_hostile_name_makes_no_header(at, office, hostile):
    HallFactory(name_zh="Hall", name_en="Hall")
    ringer(preferred_language="en")
    ring(hostile)
    pass_on()

    send_all()

    (mail,) = office.taken
    assert mail["Bcc"] is None
    assert mail["X-Evil"] is None
    assert len(mail.get_all("To")) == 1
    assert mail["Subject"].strip().startswith("It rang")
    assert len(mail["Subject"].strip()) <= 150


def test_the_halls_name_makes_no_header_either(at, office):
    HallFactory(name_zh="Hall\r\nBcc: x@example.org", name_en="")
    ringer()
    ring()
    pass_on()

    send_all()

    assert office.taken[0]["Bcc"] is None
    assert len(office.taken[0]["From"].addresses) == 1
