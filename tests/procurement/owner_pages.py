"""What the tests of the owner's pages share: a way in, and what a person fills in."""

from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import HallRulesFactory, MembershipFactory, UserFactory
from tests.factories.procurement import NoticeFactory, OwnerFactory, qualified_agency

BIDI = "\u202e"
BROKEN_TEXTS = ["a\x07b", f"a{BIDI}b", "a\u2066b"]
HONEST_TEXTS = [
    "王小明 😀",
    "محمد عبد الله",
    "Robert'); DROP TABLE students;--",
    "<script>x</script>",
]


def as_member_of(owner) -> Client:
    """Return a browser of a new person who acts for the owner."""
    user = UserFactory()
    MembershipFactory(user=user, organisation=owner.organisation)
    client = Client()
    client.force_login(user)
    return client


def step(name, notice) -> str:
    return reverse(f"procurement:wizard_{name}", args=[notice.public_id])


def filled_terms(notice, **changes) -> dict:
    """Return the form of step 2 as a person fills it in; underscores in names become dashes."""
    lines = list(notice.lines.order_by("place"))
    data = {f"ceiling-{line.pk}": "15000.00" for line in lines}
    data |= {f"days-{line.pk}": "10" for line in lines}
    data |= {"complaint_phone": "0000-12300", "do": "next"}
    return data | {name.replace("__", "-"): value for name, value in changes.items()}


def draft(owner=None, *, agencies=0, **columns):
    """Return a complete draft, and make so many agencies that qualify for it."""
    notice = NoticeFactory(owner=owner or OwnerFactory(), **columns)
    for _number in range(agencies):
        qualified_agency(notice)
    return notice


def small(owner, **columns):
    """Return a draft below the limit of direct selection, for which two agencies qualify."""
    columns.setdefault("agencies", 2)
    return draft(owner, **columns, mode_key="")


def large(owner, **columns):
    """Return a draft above the limit of direct selection, which is 10,000.00 yuan here."""
    HallRulesFactory(hall=owner.hall, direct_limit_minor=1_000_000)
    return small(owner, **columns)


def option(response, key):
    """Return a mode as the page of step 3 offers it."""
    return next(each for each in response.context["modes"].options if each.value == key)


def told(response) -> list[str]:
    """Return the messages of a redirect."""
    return [str(message) for message in get_messages(response.wsgi_request)]


def queries(client, address) -> int:
    """Return how many queries a page takes; the languages' own start is not counted."""
    client.get(address)
    with CaptureQueriesContext(connection) as counted:
        assert client.get(address).status_code == 200
    return len(counted)
