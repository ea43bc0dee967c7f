import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.core import mail
from django.db import IntegrityError
from wagtail.users.models import UserProfile

from tests.factories import UserFactory

FORM = {
    "email": "fang@example.org",
    "display_name": "王芳",
    "password1": "eleven blue lamps",
    "password2": "eleven blue lamps",
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    user = get_user_model().objects.create_user("fang", "fang@example.org", "eleven blue lamps")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.mark.parametrize(
    ("prefix", "language", "subject"),
    [("", "zh-hans", "请确认您的邮箱"), ("/en", "en", "Confirm your e-mail address")],
)
def test_a_sign_up_remembers_name_and_language(client, prefix, language, subject):
    answer = client.post(f"{prefix}/accounts/signup/", FORM)

    user = get_user_model().objects.get()
    assert answer.status_code == 302
    assert (user.email, user.display_name, str(user)) == ("fang@example.org", "王芳", "王芳")
    assert user.preferred_language == language
    assert [letter.subject for letter in mail.outbox] == [subject]


def test_an_unconfirmed_address_opens_nothing(client):
    client.post("/accounts/signup/", FORM)

    client.post("/accounts/login/", {"login": FORM["email"], "password": FORM["password1"]})

    assert "_auth_user_id" not in client.session


def test_sign_in_is_by_address_whatever_its_case(client, user):
    client.post("/accounts/login/", {"login": "FANG@example.org", "password": "eleven blue lamps"})

    assert client.session["_auth_user_id"] == str(user.pk)


def test_after_five_wrong_passwords_even_the_right_one_waits(client, user, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    wrong = {"login": user.email, "password": "a guess"}
    for _attempt in range(5):
        client.post("/accounts/login/", wrong)

    client.post("/accounts/login/", wrong | {"password": "eleven blue lamps"})

    assert "_auth_user_id" not in client.session


def test_one_address_is_one_account(user):
    with pytest.raises(IntegrityError):
        get_user_model().objects.create_user("other", "fang@example.org", "x")


def test_signing_up_with_a_known_address_does_not_tell_that_it_is_known(client, user):
    answer = client.post("/accounts/signup/", FORM)

    assert answer.status_code == 302
    assert get_user_model().objects.count() == 1
    assert "fang@example.org" in mail.outbox[0].to


def test_a_name_with_a_direction_override_is_refused(client):
    client.post("/accounts/signup/", FORM | {"display_name": "王\u202e芳"})

    assert not get_user_model().objects.exists()


@pytest.mark.parametrize("path", ["/admin/login/", "/admin/"])
def test_the_editor_is_entered_by_the_same_door(client, path):
    answer = client.get(f"{path}?next=/admin/", follow=True)

    assert answer.redirect_chain[-1][0].startswith("/accounts/login/?next=/admin/")


@pytest.mark.parametrize("page", ["login", "signup", "password/reset"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_form_with_something_wrong_in_it_is_answered_with_422(client, prefix, page):
    answer = client.post(f"{prefix}/accounts/{page}/", {"email": "no address"})

    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()


def test_a_form_that_nobody_has_sent_yet_is_answered_with_200(client):
    assert client.get("/accounts/login/").status_code == 200


@pytest.mark.parametrize(
    ("prefix", "told"), [("", "至少使用 8 个字符"), ("/en", "at least 8 characters")]
)
def test_a_short_password_is_refused_in_the_language_of_the_page(client, prefix, told):
    answer = client.post(f"{prefix}/accounts/signup/", FORM | {"password1": "x", "password2": "x"})

    assert told in answer.content.decode()
    assert not get_user_model().objects.exists()


@pytest.mark.parametrize(("prefix", "told"), [("", "尝试次数过多"), ("/en", "Too many attempts")])
def test_who_sends_a_form_too_often_is_told_to_wait(client, settings, prefix, told):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

    answers = [client.post(f"{prefix}/accounts/password/reset/", FORM) for _once in range(21)]

    assert answers[-1].status_code == 429
    assert told in answers[-1].content.decode()


@pytest.mark.parametrize(
    ("preferred", "chosen_there", "spoken", "title"),
    [
        ("en", "", "en", "Dashboard"),
        ("zh-hans", "", "zh-hans", "控制面板"),
        ("", "", "zh-hans", "控制面板"),
        ("en", "zh-hans", "zh-hans", "控制面板"),
    ],
)
def test_the_admin_speaks_the_preferred_language_unless_told_otherwise_there(
    client, preferred, chosen_there, spoken, title
):
    editor = UserFactory(editor=True, preferred_language=preferred)
    UserProfile.objects.create(user=editor, preferred_language=chosen_there)
    client.force_login(editor)

    page = client.get("/admin/").text

    assert f'<html lang="{spoken}"' in page
    assert f"<title>{title} - " in page


def test_the_admin_speaks_english_to_who_never_opened_its_settings(client):
    client.force_login(UserFactory(editor=True, preferred_language="en"))

    assert '<html lang="en"' in client.get("/admin/").text


def test_a_public_page_keeps_the_language_of_its_address(client):
    client.force_login(UserFactory(preferred_language="en"))

    assert client.get("/accounts/settings/")["Content-Language"] == "zh-hans"


@pytest.mark.parametrize(
    ("language", "subject", "words"),
    [("en", "Your password was changed", "was changed"), ("zh-hans", "您的密码已更改", "已更改")],
)
def test_who_has_changed_a_password_is_told_by_mail_in_their_language(
    client, user, language, subject, words
):
    user.preferred_language = language
    user.save()
    client.force_login(user)
    form = {"oldpassword": FORM["password1"], "password1": "nine green keys"}

    answer = client.post("/accounts/password/change/", form | {"password2": "nine green keys"})

    [letter] = mail.outbox
    assert answer.status_code == 302
    assert (letter.subject, letter.to) == (subject, [user.email])
    assert words in letter.body
    assert "/accounts/password/reset/" in letter.body


def test_a_mail_server_that_is_down_undoes_no_change(client, user, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    client.force_login(user)
    form = {"oldpassword": FORM["password1"], "password1": "nine green keys"}

    answer = client.post("/accounts/password/change/", form | {"password2": "nine green keys"})

    user.refresh_from_db()
    assert answer.status_code == 302
    assert user.check_password("nine green keys")
