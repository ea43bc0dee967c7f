"""What is another organisation's answers exactly as what does not exist: same status, same body."""

import re
import uuid

import pytest
from django.urls import reverse

from marketplace.documents.parts import check_upload
from marketplace.organisations.commands import invite_by_email
from procurement import commands
from tests.documents.papers import PDF, sent
from tests.factories import NOON, UserFactory
from tests.factories.procurement import NoticeFactory, OwnerFactory, qualified_agency

from .owner_pages import as_member_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
OF_A_DRAFT = ("wizard_services", "wizard_terms", "wizard_mode", "wizard_review", "wizard_agencies")
OF_A_NOTICE = (*OF_A_DRAFT, "cancel_notice", "notice_papers", "extend_notice")
CHANGING = re.compile(r'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"|\d\d:\d\d:\d\d')


def body(response, *names) -> str:
    text = CHANGING.sub("", response.text)
    for name in names:
        text = text.replace(str(name), "X")
    return text


def assert_same(browser, address, theirs, nobodys, *, method="get"):
    given, missing = (getattr(browser, method)(address(each)) for each in (theirs, nobodys))
    assert given.status_code == missing.status_code == 404
    assert body(given, theirs) == body(missing, nobodys)


@pytest.mark.parametrize("is_open", [False, True])
@pytest.mark.parametrize("name", OF_A_NOTICE)
@pytest.mark.parametrize("method", ["get", "post"])
def test_another_owners_notice_is_not_there(name, method, is_open):
    notice, browser = NoticeFactory(open=is_open), as_member_of(OwnerFactory())
    if method == "post" and name == "wizard_agencies":
        pytest.skip("nothing is sent there")

    def address(public_id):
        return reverse(f"procurement:{name}", args=[public_id])

    assert_same(browser, address, notice.public_id, "N2026-999999", method=method)


def test_another_owners_draft_has_no_page_and_no_record():
    draft, browser = NoticeFactory(), as_member_of(OwnerFactory())
    for name in ("notice", "record", "ask", "answer"):
        assert_same(
            browser,
            lambda public_id, name=name: reverse(f"procurement:{name}", args=[public_id]),
            draft.public_id,
            "N2026-999999",
        )


def test_a_question_of_another_owners_notice_is_not_there():
    notice = NoticeFactory(open=True)
    agency = qualified_agency(notice)
    commands.ask_question(
        notice_id=notice.pk, agency_id=agency.pk, text="？", by=UserFactory(), at=NOON
    )
    browser = as_member_of(OwnerFactory())

    for method in ("get", "post"):
        assert_same(
            browser,
            lambda public_id: reverse("procurement:reply", args=[public_id, 1]),
            notice.public_id,
            "N2026-999999",
            method=method,
        )


def test_another_owners_papers_and_invitations_are_not_there():
    notice = NoticeFactory()
    upload = check_upload(sent("任务书.pdf", PDF))
    paper = commands.attach_paper(notice_id=notice.pk, upload=upload, by=UserFactory(), at=NOON)
    invitation = invite_by_email(
        organisation_id=notice.owner.organisation_id, email="a@example.com", by=None, at=NOON
    )
    browser, nobodys = as_member_of(OwnerFactory()), uuid.uuid4()

    for name, theirs in (
        ("documents:paper", paper.document.public_id),
        ("organisations:invitation", invitation.public_id),
    ):
        assert_same(browser, lambda key, name=name: reverse(name, args=[key]), theirs, nobodys)
