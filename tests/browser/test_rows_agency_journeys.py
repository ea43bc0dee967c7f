"""Each row of an agency's desk, clicked to its end."""

from datetime import timedelta

from marketplace import clock

from .deeds import OPERATOR, paper
from .rows import AGENCIES, OWNERS, backstage, come_in, row_of

__all__ = ["backstage", "come_in"]
SEND_FIRST = "main form[action$='/submit/'] button"
IN_THE_ADMIN = "main form button[name=act][value={}]"


def test_an_application_that_is_ready_is_submitted(come_in, backstage):
    firm = come_in(backstage.play("application", submitted=False)["email"])

    with row_of(firm, AGENCIES, "agencies.application"):
        firm.press(SEND_FIRST)


def test_an_application_that_was_returned_is_put_right(come_in, backstage):
    firm = come_in(backstage.play("application", returned=True)["email"])

    with row_of(firm, AGENCIES, "agencies.returned"):
        firm.press("main a[href$='/mine/profile/']")
        firm.fill(address="云汀大道3号")
        firm.send()
        firm.go("/agencies/mine/")
        firm.press(SEND_FIRST)


def test_a_suspension_is_told_until_the_hall_ends_it(come_in, backstage):
    told = backstage.play("suspended")
    firm, operator = come_in(told["email"]), come_in(OPERATOR)

    with row_of(firm, AGENCIES, "agencies.suspended"):
        assert "两份报告超期未交。" in firm.text()
        reinstate(operator, told["id"])


def reinstate(operator, agency):
    operator.go(f"/admin/agencies/sanctions/{agency}/")
    operator.press("main a[href$='/reinstate/']")
    operator.fill(reason="整改完成。", number="演监〔2026〕8号", decided_on="2026-11-20")
    operator.attach(operator.page.locator("main [type=file]"), paper("决定书.pdf", "decision"))
    operator.press(IN_THE_ADMIN.format("reinstate"))


def test_a_certificate_that_ends_is_renewed(come_in, backstage):
    firm = come_in(backstage.play("with_row", kind="agencies.certificate")["email"])

    with row_of(firm, AGENCIES, "agencies.certificate"):
        today = clock.now().date()
        firm.fill(
            "#enter",
            number="续2026-0001",
            valid_from=today.isoformat(),
            valid_to=(today + timedelta(days=1500)).isoformat(),
        )
        firm.attach(firm.page.locator("main [name=scan]"), paper("证书.pdf", "certificate"))
        firm.press("#enter form button[type=submit]")


def test_a_certificate_that_was_abolished_is_withdrawn(come_in, backstage):
    firm = come_in(backstage.play("with_row", kind="agencies.abolished")["email"])

    with row_of(firm, AGENCIES, "agencies.abolished"):
        row = firm.page.url.partition("#")[2]
        firm.press(f"#{row} form button")


def test_an_answer_that_would_not_count_is_saved(come_in, backstage):
    notice = backstage.play("published", begun=20, closes=40, answers=1)
    agency = notice["agencies"][0]
    backstage.play("stops_service", agency=agency["id"], item="CST-01")
    firm = come_in(agency["email"])

    with row_of(firm, AGENCIES, "notices.at_risk"):
        item = firm.page.locator("[name=item] option", has_text="CST-01").get_attribute("value")
        firm.fill(item=item, price="90000", committed_days="12")
        firm.press("main form[action$='/mine/services/'] button")


def test_an_invitation_is_accepted(come_in, backstage):
    notice = backstage.play("invitation")
    firm = come_in("invited@demo.example")

    with row_of(firm, AGENCIES, "notices.invitation", f"/{notice['id']}/"):
        firm.send_answer()


def test_a_notice_that_closes_soon_is_answered(come_in, backstage):
    notice = backstage.play("published", begun=70, closes=2)
    firm = come_in("agency@demo.example")

    with row_of(firm, AGENCIES, "notices.closing", f"/{notice['id']}/"):
        firm.send_answer(price="131000")


def test_an_award_is_confirmed(come_in, backstage):
    service = backstage.play("offered")
    firm = come_in(service["agency"])

    with row_of(firm, AGENCIES, "services.confirm", service["id"]):
        firm.do("confirm")


def test_what_is_late_is_delivered_and_accepted(come_in, backstage):
    service = backstage.play("overdue")
    firm, owner = come_in(service["agency"]), come_in(service["owner"])

    with row_of(firm, AGENCIES, "services.deliver", service["id"]):
        firm.do("deliver", papers=("报告.pdf",))
    with row_of(owner, OWNERS, "services.accept", service["id"]):
        owner.do("accept")
