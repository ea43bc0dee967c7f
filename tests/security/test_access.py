"""The table of who gets what, complete: an address of ours that is missing in it fails."""

from operator import attrgetter

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from marketplace import clock
from tests.factories import NOON
from tests.security.table import TABLE, THIRD_PARTY
from tests.security.world import ROLES, make_world

pytestmark = pytest.mark.django_db
OURS = {"marketplace", "agencies", "procurement", "cms", "search", "demo"}
OURS |= {"approvals", "contracts", "documents", "draws", "fees", "log", "notifications", "accounts"}
OURS |= {"figures", "discovery", "agencies_desk", "exchange", "organisations"}
OURS |= {"saved_searches"}
BY_STATUS = {204: "ok"} | {
    200: "ok",
    303: "done",
    400: "bad",
    403: "no",
    404: "none",
    405: "never",
    422: "wrong",
}


def named_addresses(patterns=None, spaces=()):
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from named_addresses(pattern.url_patterns, inner)
        elif spaces and spaces[0] in OURS:
            yield ":".join([*spaces, pattern.name or str(pattern.pattern)])


def test_every_address_of_ours_stands_in_the_table():
    assert set(named_addresses()) == set(TABLE)


@pytest.fixture(scope="module")
def made(module_db):
    """One world for all tests, and a session of each role in it."""
    with clock.using(now=lambda: NOON):
        world = make_world()
        return world, {role: session_of(user) for role, user in world.users.items()}


@pytest.fixture
def world(made, at):
    return made[0]


@pytest.fixture
def client(made):
    return Visitor(made[1])


def session_of(user) -> str:
    """Sign a user in, and return the key of the session."""
    client = Client()
    if user.is_authenticated:
        client.force_login(user)
    return client.session.session_key or ""


class Visitor(Client):
    """A browser that becomes anybody's by the session of a role."""

    def __init__(self, sessions: dict[str, str]) -> None:
        super().__init__()
        self._sessions = sessions

    def become(self, role: str) -> None:
        self.cookies.clear()
        if key := self._sessions[role]:
            self.cookies[settings.SESSION_COOKIE_NAME] = key


def address(world, name):
    wanted = [
        attribute if "." not in attribute else attrgetter(attribute)(world)
        for attribute in TABLE[name][0]
    ]
    return reverse(name, args=wanted)


def ask(client, role, method, url):
    """Return the answer's word, and undo what the request did."""
    client.become(role)
    undo = transaction.savepoint()
    try:
        response = getattr(client, method)(url, data={"csrfmiddlewaretoken": "read"})
    finally:
        transaction.savepoint_rollback(undo)
    if response.status_code != 302:
        return BY_STATUS.get(response.status_code, response.status_code)
    if response["Location"].startswith("/accounts/login/"):
        return "login"
    if response["Location"] == "/admin/" and url.startswith("/admin/"):  # Wagtail's refusal
        return "no"
    return "register" if response["Location"] == "/agencies/mine/register/" else "done"


def expected(answers, role):
    if isinstance(answers, str):
        return answers
    return answers.get(role, answers["others"])


def same(wanted, given):
    """``done`` covers where a redirect leads; ``home`` is a list of desks or the one desk."""
    if wanted == "home":
        return given in {"ok", "done", "register"}
    return wanted == given


@pytest.mark.parametrize("name", sorted(TABLE))
@pytest.mark.parametrize("method", ["get", "post"])
def test_each_role_gets_what_the_table_says(client, world, name, method):
    url = address(world, name)
    answers = TABLE[name][1 if method == "get" else 2]

    given = {role: ask(client, role, method, url) for role in ROLES}

    wrong = {
        role: (expected(answers, role), answer)
        for role, answer in given.items()
        if not same(expected(answers, role), answer)
    }
    assert wrong == {}


@pytest.mark.parametrize("name", sorted(TABLE))
def test_no_address_takes_another_method(client, world, name):
    url = address(world, name)

    for method in ("put", "patch", "delete"):
        for role in ("anonymous", "owner", "agency", "superuser"):
            assert ask(client, role, method, url) in {"never", "login", "no", "none"}


@pytest.mark.parametrize(
    "name", [name for name, row in TABLE.items() if row[0] in (["draft.public_id"],)]
)
def test_anothers_draft_answers_exactly_like_one_that_does_not_exist(client, world, name):
    client.force_login(world.users["other_owner"])

    ask_for = client.post if TABLE[name][1] == "never" else client.get

    others = ask_for(address(world, name))
    missing = ask_for(reverse(name, args=["N2026-999999"]))

    assert others.status_code == missing.status_code == 404
    assert abs(len(others.content) - len(missing.content)) < 100


@pytest.mark.parametrize("prefix", sorted(THIRD_PARTY))
@pytest.mark.parametrize("method", ["get", "post"])
def test_third_party_pages_ask_who_one_is(client, world, prefix, method):
    given = [ask(client, role, method, prefix) for role in ("anonymous", "nobody")]

    for wanted, answer in zip(THIRD_PARTY[prefix], given, strict=False):
        allowed = {wanted} if wanted == "login" else {"ok", "done", "register", "never", "wrong"}
        assert answer in allowed, (prefix, method, wanted, answer)


def test_the_admin_lets_in_who_has_a_duty_there_and_nobody_else(client, world):
    allowed = {role for role in ROLES if ask(client, role, "get", "/admin/") == "ok"}

    assert allowed >= {"editor", "administrator", "superuser"}
    assert not allowed & {"anonymous", "nobody", "owner", "agency", "other_owner"}


def test_a_form_without_the_token_is_refused(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.users["agency"])
    response = client.post(reverse("procurement:answer", args=[world.open_notice.public_id]))

    assert response.status_code == 403
    assert world.open_notice.responses.count() == 0
