import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.mail import get_connection, send_mail
from django.urls import reverse

BEIJING = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def folder(settings, tmp_path):
    """Mail goes where the mailbox looks."""
    settings.MAIL_FOLDER = settings.EMAIL_FILE_PATH = tmp_path
    settings.MARKETPLACE_DEMO = True
    return tmp_path


def post(subject: str, text: str, to: str) -> None:
    backend = get_connection("django.core.mail.backends.filebased.EmailBackend")
    send_mail(subject, text, "noreply@localhost", [to], connection=backend)


@pytest.mark.django_db
def test_a_mail_can_be_read_and_its_link_followed(client, folder):
    before = datetime.now(BEIJING)
    post("请确认", "打开 http://testserver/accounts/confirm-email/a:b/ 即可。", "fang@example.org")

    listed = client.get("/demo/mail/").content.decode()
    name = re.search(r"/demo/mail/([-0-9]+)/", listed)[1]
    shown = client.get(f"/demo/mail/{name}/").content.decode()

    assert "fang@example.org" in listed
    assert f"{before:%H:%M}" in listed or f"{datetime.now(BEIJING):%H:%M}" in listed
    assert "请确认" in shown
    assert 'href="http://testserver/accounts/confirm-email/a:b/"' in shown


@pytest.mark.django_db
def test_two_mails_of_one_file_are_two(client, folder):
    backend = get_connection("django.core.mail.backends.filebased.EmailBackend")
    backend.open()
    for subject in ("older", "younger"):
        send_mail(subject, "…", "a@example.org", ["b@example.org"], connection=backend)
    backend.close()

    listed = client.get("/demo/mail/").content.decode()

    assert listed.index("younger") < listed.index("older")


@pytest.mark.django_db
def test_a_mail_shows_script_as_text(client, folder):
    post("<script>alert(1)</script>", "<script>alert(2)</script>", "a@example.org")

    listed = client.get("/demo/mail/").content.decode()
    name = re.search(r"/demo/mail/([-0-9]+)/", listed)[1]
    shown = client.get(f"/demo/mail/{name}/").content.decode()

    assert "<script>alert" not in listed + shown
    assert "&lt;script&gt;alert(2)" in shown


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/demo/mail/", "/en/demo/mail/", "/demo/mail/any-1/"])
def test_outside_a_demonstration_there_is_no_mailbox(client, folder, settings, path):
    post("secret", "secret", "a@example.org")
    settings.MARKETPLACE_DEMO = False

    assert client.get(path).status_code == 404


@pytest.mark.django_db
def test_a_mail_that_is_not_there_is_not_found(client, folder):
    assert client.get("/demo/mail/..%2f..%2fsecret_key/").status_code == 404
    assert client.get("/demo/mail/20260101-000000-1-1/").status_code == 404


@pytest.mark.django_db
def test_a_sign_up_is_finished_from_the_mailbox(client, folder, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    form = {
        "email": "Fang@Example.org",
        "display_name": "王芳",
        "password1": "eleven blue lamps",
        "password2": "eleven blue lamps",
    }

    client.post("/accounts/signup/", form)
    listed = client.get("/demo/mail/").content.decode()
    name = re.search(r"/demo/mail/([-0-9]+)/", listed)[1]
    shown = client.get(f"/demo/mail/{name}/").content.decode()
    link = re.search(r'href="http://testserver(/accounts/confirm-email/[^"]+)"', shown)[1]
    confirmed = client.post(link)

    assert confirmed.status_code == 302
    assert confirmed["Location"] == reverse(settings.LOGIN_REDIRECT_URL)


@pytest.mark.django_db
def test_many_mails_are_shown_a_page_at_a_time(client, folder):
    backend = get_connection("django.core.mail.backends.filebased.EmailBackend")
    for first in (0, 30):
        backend.open()
        for number in range(first, first + 30):
            send_mail(f"mail {number:02}", "…", "a@b.example", ["c@d.example"], connection=backend)
        backend.close()

    pages = [client.get("/demo/mail/", {"page": page}).context["letters"] for page in (1, 2)]

    subjects = [letter.subject for page in pages for letter in page]
    assert [len(page) for page in pages] == [50, 10]
    assert subjects == [f"mail {number:02}" for number in reversed(range(60))]
