"""What the tests of the public and the agency's screens do again and again."""

import datetime as dt

from django.core.management import call_command

from marketplace.kernel.money import Money
from procurement import commands
from tests.factories import NOON, UserFactory
from tests.factories.procurement import NoticeFactory, qualified_agency

GRACE = dt.timedelta(seconds=15)
SECOND = dt.timedelta(seconds=1)
ANSWER = {"days_1": "8", "accept": "on"}


def published(**columns):
    """Return a notice published at NOON by the command, so that its record is whole."""
    notice = NoticeFactory(**columns)
    return commands.publish_notice(notice_id=notice.pk, by=UserFactory(), at=NOON)


def invitation(agency_columns=None, **params):
    """Return a notice for direct selection and the agency that it invites."""
    notice = NoticeFactory(closes_at=None)
    agency = qualified_agency(notice, **(agency_columns or {}))
    notice.mode_key = "direct_selection"
    notice.mode_params = {
        "invited": agency.public_id,
        "ground": "small_sum",
        "reason": "已熟悉现场",
        **params,
    }
    notice.save()
    return commands.publish_notice(notice_id=notice.pk, by=UserFactory(), at=NOON), agency


def place(notice, agency=None, *, price=None, days=None, at=NOON):
    """Answer a notice by the command, as a qualified agency."""
    return commands.place_response(
        notice_id=notice.pk,
        agency_id=(agency or qualified_agency(notice)).pk,
        price=price and Money(price),
        promised={line.pk: days or line.required_days for line in notice.lines.all()},
        by=UserFactory(),
        at=at,
    )


def tick(notice, at, *, passes=4):
    """Let the clock take the notice through its close; four passes reach the result."""
    for step in range(passes):
        at(notice.closes_at + GRACE + step * SECOND)
        call_command("tick")
    notice.refresh_from_db()
    return notice


def decided(at, *, prices=(None, None, None), **columns):
    """Return a notice that was decided among as many agencies as there are prices."""
    notice = published(**columns)
    for price in prices:
        place(notice, price=price)
    return tick(notice, at)


def address(notice, page=""):
    """Return the Chinese address of a notice, or of a page below it."""
    return f"/notices/{notice.public_id}/{page}"


def in_both_languages(client, path):
    """Return the Chinese and the English page, each with its status."""
    return [client.get(path), client.get(f"/en{path}")]


def text(response) -> str:
    """Return a page as text with single spaces."""
    return " ".join(response.content.decode().split())


def agency_for(client, notice, **columns):
    """Sign in as a person of an agency that qualifies, and return the agency."""
    user = UserFactory()
    agency = qualified_agency(notice, member=user, **columns)
    client.force_login(user)
    return agency


def send(client, notice, **changes):
    """Send the form of an answer: eight days, the terms accepted, and the changes."""
    return client.post("/en" + address(notice, "answer/"), ANSWER | changes)


def refused(response, code):
    """Return whether a page refuses with that code, as a form with 422."""
    return response.status_code == 422 and f"<code>{code}</code>" in text(response)
