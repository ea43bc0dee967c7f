"""Each row of an owner's desk, clicked to its end."""

from django.utils import timezone

from .deeds import GO_ON, OPERATOR, OWNER, REGULATOR, paper
from .rows import OWNERS, STAFF, backstage, come_in, row_of

__all__ = ["backstage", "come_in"]


def test_an_application_that_was_returned_is_sent_again(come_in, backstage):
    owner = come_in(backstage.play("owner_application", returned=True)["email"])

    with row_of(owner, OWNERS, "owners.returned"):
        owner.attach(owner.page.locator("main [name=proof]"), paper("营业执照.pdf", "licence"))
        owner.send()


def test_a_question_is_answered(come_in, backstage):
    notice = backstage.play("published", begun=20, closes=60)["id"]
    backstage.play("question", notice=notice)
    owner = come_in(OWNER)

    with row_of(owner, OWNERS, "notices.question", notice):
        owner.fill(text="公告期内每个工作日九点。")
        owner.send()


def test_a_draft_that_is_ready_is_published(come_in, backstage):
    draft, owner = backstage.play("draft")["id"], come_in(OWNER)

    with row_of(owner, OWNERS, "drafts.ready", draft):
        owner.publish()


def test_another_close_is_chosen_where_the_first_has_come_too_near(come_in, backstage):
    draft, owner = backstage.play("draft", closes=5)["id"], come_in(OWNER)

    with row_of(owner, OWNERS, "drafts.close_too_near", draft):
        later = backstage.play("in_some_days")
        owner.fill(**{"online_bidding-closes_at_0": later})
        owner.press(GO_ON)


def test_a_draft_that_the_reviewer_returned_is_changed(come_in, backstage):
    backstage.play("reviewing", is_on=True)
    try:
        draft, owner = backstage.play("draft", review="returned")["id"], come_in(OWNER)
        with row_of(owner, OWNERS, "drafts.returned", draft):
            assert "请补充踏勘安排。" in owner.text()
            owner.go(f"/desk/owner/notices/{draft}/review/")
            owner.send()
    finally:
        backstage.play("reviewing", is_on=False)


def test_a_failed_notice_is_announced_again(come_in, backstage):
    told = backstage.play("failed")
    owner = come_in(told["email"])

    with row_of(owner, OWNERS, "notices.failed", told["id"]):
        owner.press(GO_ON)


def test_a_contract_is_handed_in_and_the_service_begins(come_in, backstage):
    service = backstage.play("unsigned")
    owner, operator = come_in(service["owner"]), come_in(OPERATOR)
    contract = {key: service[key] for key in ("price", "days")}
    signed_on = timezone.localdate().isoformat()

    with (
        row_of(operator, STAFF, "services.silent_owner", service["id"]),
        row_of(owner, OWNERS, "services.contract", service["id"]),
    ):
        owner.do("contract", papers=("合同.pdf",), signed_on=signed_on, **contract)
    with row_of(owner, OWNERS, "services.start", service["id"]):
        owner.do("start", papers=("资料.pdf", "红线图.pdf"))


def test_more_days_are_decided_on(come_in, backstage):
    service = backstage.play("undecided")
    owner, regulator = come_in(service["owner"]), come_in(REGULATOR)

    with (
        row_of(regulator, STAFF, "services.undecided", service["id"]),
        row_of(owner, OWNERS, "services.decide", service["id"]),
    ):
        owner.do("decide", granted="yes", remark="同意。")
