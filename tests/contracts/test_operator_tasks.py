"""What services under contract ask of an operator, until it is done."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.documents.models import Document
from marketplace.slots import tasks_for
from procurement.contracts import commands
from tests.contracts.stories import (
    STARTED,
    awarded,
    confirmed,
    contract,
    delivered,
    somebody,
    started,
)
from tests.factories import DAY, HOUR, UserFactory

from .pages import of_agency, of_owner, signed_in

pytestmark = pytest.mark.django_db
RED = STARTED + 13 * DAY


@pytest.fixture(autouse=True)
def papers(settings, tmp_path, at):
    settings.MARKETPLACE_STATE_DIR = tmp_path


def waiting(at, duty="draw"):
    user = UserFactory(duties=(duty,) if duty else ())
    found = tasks_for("operator", user, at=at)
    return [task for task in found if "/board/" in task.url or "/desk/services/" in task.url]


def test_overdue_services_stand_as_one_row_until_they_are_delivered(at):
    engagement = started(days=5)
    started(days=5)
    at(RED)

    [task] = waiting(RED)

    assert (task.count, task.url) == (2, "/board/?lamp=red")
    delivered(engagement, RED)
    assert waiting(RED)[0].count == 1


def test_a_question_without_an_answer_is_told_after_three_days_until_it_is_decided(at):
    engagement = started(days=20)
    asked = commands.ask_extension(
        engagement_id=engagement.pk, days=5, reason="雨季", by=somebody(), at=STARTED + DAY
    )
    assert waiting(STARTED + 4 * DAY - HOUR) == []

    [task] = waiting(STARTED + 4 * DAY)

    assert task.url == f"/desk/services/{engagement.notice.public_id}/"
    assert task.since == asked.asked_at
    commands.decide_extension(
        extension_id=asked.pk, granted=True, remark="同意", by=somebody(), at=STARTED + 4 * DAY
    )
    assert waiting(STARTED + 4 * DAY) == []


def test_an_owner_who_is_late_is_told_until_the_contract_is_there(at):
    engagement = confirmed()
    late = engagement.sign_by + HOUR

    assert len(waiting(late)) == 1
    assert waiting(engagement.sign_by - HOUR) == []
    commands.file_contract(**contract(engagement, at=late))
    assert waiting(late) == []


def test_only_those_who_watch_are_asked(at):
    started(days=5)

    assert waiting(RED, duty="") == []
    assert waiting(RED, duty="editor") == []
    assert len(waiting(RED, duty="regulator")) == 1


def test_more_services_cost_no_more_queries():
    started(days=5)
    user = UserFactory(duties=("draw",))

    def asked():
        with CaptureQueriesContext(connection) as queries:
            tasks_for("operator", user, at=RED)
        return len(queries)

    asked()
    one = asked()
    for _each in range(3):
        started(days=5)

    assert asked() == one


# --- A return waits for the agency, other people's papers for nobody


def test_a_returned_deliverable_waits_for_the_agency_with_the_reason(at):
    engagement = delivered(started(days=20), STARTED + DAY)
    agency = engagement.agency
    commands.return_deliverable(
        engagement_id=engagement.pk, reason="附图不全。", by=somebody(), at=STARTED + DAY
    )
    at(STARTED + DAY)

    [task] = tasks_for("agency", agency, at=STARTED + DAY)

    assert "附图不全。" in task.text
    assert task.url.endswith("#deliver")
    delivered(engagement, STARTED + 2 * DAY)
    assert tasks_for("agency", agency, at=STARTED + 2 * DAY) == []


def test_a_strangers_service_and_paper_are_as_ones_that_do_not_exist():
    engagement = started(days=20)
    notice = engagement.notice.public_id
    document = str(Document.objects.filter(stream=engagement.stream).latest("pk").public_id)
    strangers = [of_agency(awarded()), of_owner(awarded()), signed_in(UserFactory())]

    for client in strangers:
        for page, own, none in (
            ("/en/desk/services/{}/", notice, "N2026-999999"),
            ("/papers/{}/", document, "00000000-0000-4000-8000-000000000000"),
        ):
            theirs, nobodys = client.get(page.format(own)), client.get(page.format(none))
            assert theirs.status_code == nobodys.status_code == 404
            assert same(theirs, own) == same(nobodys, none)
    read = of_agency(engagement).get(f"/papers/{document}/")
    assert (read.status_code, read.getvalue()[:4]) == (200, b"%PDF")
    read.close()


def same(response, name):
    """Return a page without the name it was asked under, and without its secret."""
    page = re.sub(r'(csrfmiddlewaretoken" value=")[^"]+', r"\1", response.content.decode())
    return page.replace(name, "X")
