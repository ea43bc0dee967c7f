"""Papers of a notice: the owner's alone in a draft, everybody's and frozen once published."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from marketplace.documents.parts import check_upload
from marketplace.models import Event
from procurement import commands
from procurement.commands import attaching
from tests.documents.papers import PDF, PNG, pdf, sent, stream
from tests.factories import NOON, UserFactory
from tests.factories.procurement import NoticeFactory, OwnerFactory, publish

from .owner_pages import as_member_of, queries
from .refused import refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


@pytest.fixture
def owner():
    return OwnerFactory()


@pytest.fixture
def notice(owner):
    return NoticeFactory(owner=owner)


def attach(notice, name="任务书.pdf", content=PDF):
    upload = check_upload(sent(name, content))
    return commands.attach_paper(notice_id=notice.pk, upload=upload, by=UserFactory(), at=NOON)


def content(response) -> bytes:
    """Read a file to its end; closing it would close the test's connection too."""
    return b"".join(response.streaming_content)


def papers(notice):
    return reverse("procurement:notice_papers", args=[notice.public_id])


def test_an_owner_attaches_several_papers_at_once(owner, notice):
    files = [sent("任务书.pdf", PDF), sent("总平面图.png", PNG)]

    response = as_member_of(owner).post(papers(notice), {"papers": files})

    attached = [each.document for each in notice.attachments.order_by("pk")]
    assert response.url == papers(notice)
    assert [each.name for each in attached] == ["任务书.pdf", "总平面图.png"]
    assert {each.stream for each in attached} == {notice.stream}


def test_a_paper_that_is_refused_is_named_and_the_others_wait(owner, notice):
    bad = pdf(b"<</S/JavaScript/JS(app.alert\\(1\\))>>")
    files = [sent("任务书.pdf", PDF), sent("bad.pdf", bad)]

    response = as_member_of(owner).post(papers(notice), {"papers": files})

    assert response.status_code == 422
    assert "bad.pdf" in response.text
    assert not notice.attachments.exists()


def test_a_paper_is_taken_off_again(owner, notice):
    attachment = attach(notice)
    url = reverse("procurement:notice_paper_remove", args=[notice.public_id])

    response = as_member_of(owner).post(url, {"paper": str(attachment.pk)})

    assert response.status_code == 302
    assert not notice.attachments.exists()
    assert as_member_of(owner).get(attachment.document.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("paper", ["", "0", "x", "９", "99999999999999999999"])
def test_what_is_not_there_is_not_taken_off(owner, notice, paper):
    url = reverse("procurement:notice_paper_remove", args=[notice.public_id])

    assert as_member_of(owner).post(url, {"paper": paper}).status_code == 404
    gone = {"notice_id": notice.pk, "attachment_id": 0, "by": UserFactory(), "at": NOON}
    refused("attachment.gone", commands.detach_paper, **gone)


def test_a_notice_has_room_for_so_many_papers(notice, monkeypatch):
    monkeypatch.setattr(attaching, "MOST_ATTACHMENTS", 1)
    attach(notice)
    upload = check_upload(sent("b.png", PNG))

    told = {"notice_id": notice.pk, "upload": upload, "by": UserFactory(), "at": NOON}
    refused("attachment.too_many", commands.attach_paper, **told)
    monkeypatch.setattr(attaching, "MOST_ATTACHMENTS", 2)
    monkeypatch.setattr(attaching, "MOST_BYTES", len(PDF) + len(PNG) - 1)
    refused("attachment.too_large", commands.attach_paper, **told)


def test_the_same_paper_is_attached_once(notice):
    attach(notice)
    again = check_upload(sent("again.pdf", PDF))

    told = {"notice_id": notice.pk, "upload": again, "by": UserFactory(), "at": NOON}
    refused("attachment.repeated", commands.attach_paper, **told)


def test_a_draft_shows_its_papers_to_its_owner_alone(owner, notice):
    address = attach(notice).document.get_absolute_url()
    strangers = [Client(), as_member_of(OwnerFactory())]
    staff = Client()
    staff.force_login(UserFactory(duties=("review",)))

    assert content(as_member_of(owner).get(address)) == PDF
    assert {each.get(address).status_code for each in [*strangers, staff]} == {404}


def test_a_reviewer_reads_the_papers_of_what_was_handed_in(owner, notice):
    address = attach(notice).document.get_absolute_url()
    notice.state, notice.submitted_at, notice.review_by = "in_review", NOON, NOON
    notice.save()
    staff = Client()
    staff.force_login(UserFactory(duties=("review",)))

    assert content(staff.get(address)) == PDF


def test_published_papers_are_everybodys_and_known_by_their_hash(client, owner, notice):
    document = attach(notice).document
    commands.publish_notice(notice_id=notice.pk, by=UserFactory(), at=NOON)

    page = client.get(notice.get_absolute_url())
    paper = client.get(document.get_absolute_url())

    [told] = Event.objects.get(kind="notice.published").facts["attachments"]
    assert told == {
        "name": "任务书.pdf",
        "media_type": "application/pdf",
        "size": len(PDF),
        "sha256": document.sha256,
    }
    assert document.get_absolute_url() in page.text
    assert content(paper) == PDF
    assert paper["Content-Disposition"].startswith("attachment")
    assert paper["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_published_papers_are_frozen(notice):
    attachment = attach(notice)
    other = attach(NoticeFactory(), content=pdf(stream(b"x")))
    publish(notice)
    told = {"notice_id": notice.pk, "by": UserFactory(), "at": NOON}

    upload = check_upload(sent("b.png", PNG))
    refused("notice.frozen", commands.attach_paper, upload=upload, **told)
    refused("notice.frozen", commands.detach_paper, attachment_id=attachment.pk, **told)
    for deed in (
        attachment.delete,
        lambda: notice.attachments.create(document=other.document),
        lambda: notice.attachments.update(document=other.document),
    ):
        with pytest.raises(IntegrityError, match="attachment_is_frozen"), transaction.atomic():
            deed()


def test_a_copied_notice_refers_to_the_papers_again(owner, notice):
    document = attach(notice).document
    publish(notice)
    codes = [line.item.code for line in notice.lines.all()]
    url = f"{reverse('procurement:wizard_begin')}?follows={notice.public_id}"
    browser = as_member_of(owner)

    browser.post(url, {"project": notice.project.public_id, "items": codes, "do": "next"})

    copy = owner.notices.latest("pk")
    assert copy.follows == notice
    assert copy.attachments.get().document == document
    assert browser.get(papers(copy)).status_code == 200


def test_papers_of_another_owner_are_not_copied(notice):
    other = NoticeFactory()
    attach(other)
    told = {"notice_id": notice.pk, "by": UserFactory(), "at": NOON}

    assert commands.copy_papers(earlier_id=other.pk, **told) == 0
    assert not notice.attachments.exists()


def test_the_page_asks_as_often_for_many_papers_as_for_one(client, notice):
    attach(notice)
    publish(notice)
    one = queries(client, notice.get_absolute_url())
    other = NoticeFactory()
    for number in range(3):
        attach(other, content=pdf(stream(b"%d" % number)))
    publish(other)

    assert queries(client, other.get_absolute_url()) == one
