"""Step 4: everything as it will be published, publishing, and the way back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from marketplace.models import Event
from procurement.models import Avoidance, Notice
from tests.factories import DAY, HOUR, NOON, CredentialTypeFactory
from tests.factories.agencies import AgencyFactory
from tests.factories.procurement import NoticeFactory, ProjectFactory

from .owner_pages import BROKEN_TEXTS, HONEST_TEXTS, draft, step, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(owner_again):
    return owner_again


@pytest.fixture
def client(owners_browser):
    return owners_browser


@pytest.fixture(scope="module")
def kept_notice(kept_owner):
    return draft(kept_owner, agencies=1)


@pytest.fixture
def notice(kept_notice, at):
    return Notice.objects.get(pk=kept_notice.pk)


def invited(notice, agency, ground="small_sum"):
    params = {"invited": agency.public_id, "ground": ground, "reason": "熟悉现场"}
    Notice.objects.filter(pk=notice.pk).update(
        mode_key="direct_selection", mode_params=params, closes_at=None
    )


def test_the_page_shows_everything_as_it_will_be_published(client, owner):
    notice = draft(owner, agencies=2, scope="三公里道路")
    agency = AgencyFactory(organisation__name_zh="回避一号有限公司")
    Avoidance.objects.create(notice=notice, agency=agency, reason="编制了可研")

    page = client.get(step("review", notice)).content.decode()

    for text in [
        "20,000.00 元",
        "<b>20</b> 个工作日",
        "三公里道路",
        "回避一号有限公司",
        "编制了可研",
    ]:
        assert text in page
    for text in [notice.complaint_phone, notice.project.code, notice.owner.organisation.name_zh]:
        assert text in page
    assert "2026年3月4日（周三）12:00:00 北京时间" in page


def test_the_page_says_how_many_qualify_and_what_happens_next(client, owner):
    notice = draft(owner, project=ProjectFactory(owner=owner, fiscal_bp=10_000), agencies=2)

    page = client.get(f"/en{step('review', notice)}").content.decode()

    assert "2 agencies qualify" in page
    assert "With fewer than 3 valid answers the notice fails" in page
    assert "Until Wed 4 Mar 2026, 12:00:00 Beijing time" in page
    assert "The owner fixes price and days" in page


def test_an_invitation_shows_agency_ground_reason_and_the_day_it_ends(client, notice):
    agency = client.get(step("review", notice)).context["reach"].agencies.get()
    invited(notice, agency)

    page = client.get(f"/en{step('review', notice)}").content.decode()

    assert agency.organisation.name_en in page
    assert "The sum is within the limit of direct selection" in page
    assert "熟悉现场" in page
    assert "Wed 4 Mar 2026, 00:00:00 Beijing time" in page


def test_publishing_leads_to_the_notice(client, notice, at):
    at(NOON + HOUR)

    response = client.post(step("review", notice))

    notice.refresh_from_db()
    assert response.url == notice.get_absolute_url()
    assert (notice.state, notice.published_at) == ("open", NOON + HOUR)
    assert Event.objects.filter(kind="notice.published").count() == 1


def test_the_second_click_finds_it_published_and_leads_there_too(client, notice):
    client.post(step("review", notice))

    response = client.post(step("review", notice))

    assert response.url == notice.get_absolute_url()
    assert Event.objects.filter(kind="notice.published").count() == 1


# --- Refusals


def worth(fen):
    def change(notice):
        item = notice.lines.get().item
        item.fee_policy, item.cap_minor = "market", None
        item.save()
        notice.lines.update(ceiling_minor=fen, cap_minor=None)
        Notice.objects.filter(pk=notice.pk).update(ceiling_minor=fen, cap_minor=None)

    return change


def above_the_threshold(notice):
    notice.project.funds.update(kind="fiscal")
    worth(100_000_000)(notice)


def tender_by_law(notice):
    item = notice.lines.get().item
    item.tender_threshold_minor = 2_000_000
    item.save()


def past_deadline(notice):
    Notice.objects.filter(pk=notice.pk).update(closes_at=NOON)


def too_near(notice):
    Notice.objects.filter(pk=notice.pk).update(closes_at=NOON + HOUR)


def another_cap(notice):
    item = notice.lines.get().item
    item.cap_minor = 3_000_000
    item.save()


def nothing_to_buy(notice):
    item = notice.lines.get().item
    item.duty = "voluntary"
    item.save()


def abolished_meanwhile(notice):
    asked = CredentialTypeFactory(abolished_on=NOON.date())
    notice.requirements.create(group=9, type=asked, min_grade=asked.grades.get(code="A"))


def no_telephone(notice):
    Notice.objects.filter(pk=notice.pk).update(complaint_phone="")


def an_unqualified_guest(notice):
    invited(notice, AgencyFactory())


def a_ground_that_does_not_hold(notice):
    invited(notice, AgencyFactory(offers=[notice.lines.get().item]), ground="two_failures")


def an_invitation_with_avoidances(notice):
    invited(notice, AgencyFactory(offers=[notice.lines.get().item]))
    Avoidance.objects.create(notice=notice, agency=AgencyFactory(), reason="有关联")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (above_the_threshold, "notice.above_threshold"),
        (tender_by_law, "notice.tender_by_law"),
        (past_deadline, "notice.past_deadline"),
        (too_near, "notice.window"),
        (another_cap, "notice.catalogue_changed"),
        (nothing_to_buy, "item.not_demandable"),
        (abolished_meanwhile, "credential.abolished"),
        (no_telephone, "notice.no_complaint_phone"),
        (an_unqualified_guest, "invitation.unqualified"),
        (a_ground_that_does_not_hold, "direct.ground"),
        (an_invitation_with_avoidances, "direct.no_avoidance"),
    ],
)
def test_what_stands_in_the_way_is_seen_before_and_refused_after(change, code, client, notice):
    change(notice)
    before = Event.objects.count()

    page = client.get(step("review", notice))
    response = client.post(step("review", notice))

    notice.refresh_from_db()
    assert page.status_code == 200
    assert response.status_code == 422
    for answer in (page, response):
        refusal = answer.context["refusal"]
        assert refusal.code == code
        assert code in answer.content.decode()
        assert str(refusal.message)
        assert str(refusal.next_step)
    assert notice.state == "draft"
    assert Event.objects.count() == before


def test_a_mode_that_was_uninstalled_leads_back_to_the_modes(client, owner):
    notice = draft(owner)
    Notice.objects.filter(pk=notice.pk).update(mode_key="gone")

    assert client.get(step("review", notice)).url == step("mode", notice)
    assert client.post(step("review", notice)).url == step("mode", notice)


# --- Discard and cancel


def cancelling(notice):
    return reverse("procurement:cancel_notice", args=[notice.public_id])


def test_a_draft_is_discarded_without_a_reason_and_is_no_draft_any_more(client, notice):
    response = client.post(cancelling(notice))

    notice.refresh_from_db()
    assert response.url == reverse("procurement:owner_desk")
    assert notice.state == "cancelled"
    for name in ("services", "terms", "mode", "review"):
        again = client.get(step(name, notice))
        assert again.status_code == 409
        assert "notice.discarded" in again.content.decode()


@pytest.mark.parametrize("reason", ["项目暂缓", *HONEST_TEXTS])
def test_an_open_notice_is_cancelled_with_a_reason(reason, client, owner):
    notice = NoticeFactory(owner=owner, open=True)

    response = client.post(cancelling(notice), {"why": reason})

    notice.refresh_from_db()
    assert len(told(response)) == 1
    assert notice.state == "cancelled"
    assert Event.objects.get(kind="notice.cancelled").facts["reason"] == reason


@pytest.mark.parametrize(
    "reason",
    ["", "  ", "x" * 1001, *BROKEN_TEXTS, SimpleUploadedFile("why.txt", b"because")],
    ids=repr,
)
def test_an_open_notice_stays_open_without_a_proper_reason(reason, client, owner):
    notice = NoticeFactory(owner=owner, open=True)

    response = client.post(cancelling(notice), {"why": reason})

    notice.refresh_from_db()
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["why"]
    assert notice.state == "open"


def test_after_the_close_it_is_too_late_to_cancel(client, owner, at):
    notice = NoticeFactory(owner=owner, open=True)
    at(NOON + 2 * DAY)

    response = client.post(cancelling(notice), {"why": "项目暂缓"})

    notice.refresh_from_db()
    assert response.status_code == 422
    assert "notice.late_cancel" in response.content.decode()
    assert notice.state == "open"


def test_what_is_cancelled_is_not_cancelled_again(client, notice):
    client.post(cancelling(notice))

    response = client.post(cancelling(notice))

    assert response.status_code == client.get(cancelling(notice)).status_code == 409
    assert "notice.wrong_state" in response.content.decode()
    assert Event.objects.filter(kind="notice.cancelled").count() == 1
