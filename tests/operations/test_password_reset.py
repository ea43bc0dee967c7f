"""A forgotten password, from the question to the new one; nobody learns who has an account."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.core import mail

from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

NEW = "twelve green boats"
LINK = re.compile(r"https?://[^/\s]+(/\S*password/reset/key/\S+)")
TOKENS = re.compile(r'csrfmiddlewaretoken" value="[^"]+"|\d\d:\d\d:\d\d')


def ask(client, email, prefix=""):
    path = f"{prefix}/accounts/password/reset/"
    return client.post(path, {"email": email}, follow=True)


def link():
    return LINK.search(mail.outbox[-1].body)[1]


@pytest.mark.parametrize(
    ("prefix", "subject", "words"),
    [
        ("", "设置新密码", "如果不是您本人，请不必理会"),
        ("/en", "Choose a new password", "If it was not you, do nothing"),
    ],
)
def test_the_mail_is_in_the_language_of_the_page(client, prefix, subject, words):
    user = UserFactory(signs_in=True)

    answer = ask(client, user.email, prefix)

    assert answer.status_code == 200
    assert [letter.to for letter in mail.outbox] == [[user.email]]
    assert mail.outbox[0].subject == subject
    assert words in mail.outbox[0].body
    assert link().startswith(f"{prefix}/accounts/password/reset/key/")


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_an_address_without_an_account_is_answered_alike(client, prefix):
    user = UserFactory(signs_in=True)

    known = ask(client, user.email, prefix)
    unknown = ask(client, "nobody@example.org", prefix)

    assert known.redirect_chain == unknown.redirect_chain
    pages = [TOKENS.sub("", answer.content.decode()) for answer in (known, unknown)]
    assert pages[0] == pages[1]
    assert LINK.search(mail.outbox[-1].body) is None
    assert "/accounts/signup/" in mail.outbox[-1].body


def test_the_link_sets_a_new_password_once(client):
    user = UserFactory(signs_in=True)
    ask(client, user.email)
    path = link()

    form = client.get(path, follow=True)
    assert "password1" in form.content.decode()
    assert user.email not in form.content.decode()
    client.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})

    user.refresh_from_db()
    assert user.check_password(NEW)
    again = client.get(path, follow=True)
    assert "password1" not in again.content.decode()
    assert "/accounts/password/reset/" in again.content.decode()


@pytest.mark.parametrize(
    ("first", "second"), [("short", "short"), ("12345678", "12345678"), (NEW, "another one")]
)
def test_a_password_that_cannot_be_taken_leaves_the_old_one(client, first, second):
    user = UserFactory(signs_in=True)
    ask(client, user.email)
    form = client.get(link(), follow=True)

    wrong = client.post(form.redirect_chain[-1][0], {"password1": first, "password2": second})

    user.refresh_from_db()
    assert wrong.status_code == 422
    assert user.check_password(PASSWORD)


def test_the_link_of_one_is_no_key_for_another(client):
    first, second = UserFactory(signs_in=True), UserFactory(signs_in=True)
    ask(client, first.email)
    ask(client, second.email)
    own, other = (LINK.search(letter.body)[1] for letter in mail.outbox)
    crossed = own[: own.index("-")] + other[other.index("-") :]

    page = client.get(crossed, follow=True)

    assert "password1" not in page.content.decode()


def test_an_account_that_is_closed_gets_no_key(client):
    user = UserFactory(signs_in=True, is_active=False)

    ask(client, user.email)

    assert [LINK.search(letter.body) for letter in mail.outbox] == [None]
    assert not get_user_model().objects.get(pk=user.pk).is_active
