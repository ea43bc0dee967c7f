"""A day of a city: a firm comes in, an owner comes in, an operator has a morning.

Each with the mouse in Chinese, and in English with the keyboard alone.
"""

import re

import pytest

from .deeds import AGENCY, OPERATOR, REGULATOR, SECOND_AGENCY, Newcomer, paper

WAYS = [
    pytest.param({"language": "zh"}, id="mouse-zh"),
    pytest.param({"language": "en", "keyboard": True}, id="keyboard-en"),
]
IN_THE_ADMIN = "main form button[name=act][value={}]"


def rows(person, desk, link):
    """Return how many rows of a desk lead to what the link ends with."""
    person.go(desk)
    return person.page.locator(f"main a[href$='{link}']").count()


def follow(person, desk, link):
    """Follow a row of a desk."""
    person.go(desk)
    person.press(f"main a[href$='{link}']")


# --- a firm


@pytest.mark.parametrize("way", WAYS)
def test_a_firm_comes_into_the_directory(journey, way):
    firm, operator, newcomer = journey(**way), journey(OPERATOR, **way), Newcomer()
    firm.open_account(newcomer.email)
    firm.register_agency(newcomer)
    firm.go("/agencies/mine/credentials/")
    firm.choose_first("grade")
    firm.fill(number=f"甲{newcomer.credit_code[-6:]}", valid_from="2026-01-05")
    firm.attach(firm.page.locator("main [name=scan]"), paper("资质证书.pdf", "certificate"))
    firm.picture("certificate")
    firm.press("#enter form button[type=submit]")
    firm.list_service("CST-01", price="90000", committed_days="12")
    firm.go("/agencies/mine/")
    firm.press("main form[action$='/submit/'] button")
    agency = firm.page.locator("main .nowrap", has_text="agency-").first.inner_text()
    queue, row = f"/admin/agencies/vetting/?q={agency}", f"/vetting/{agency}/"

    follow(operator, queue, row)
    operator.press("main form[action$='/claim/'] button")
    assert "资质证书.pdf" in operator.text()
    operator.picture("vetting")
    operator.press(IN_THE_ADMIN.format("approve"))

    assert rows(operator, queue, row) == 0
    firm.go(f"/agencies/?q={newcomer.credit_code}")
    firm.picture("directory")
    assert firm.page.locator(f"main .entry__title a[href$='/agencies/{agency}/']").count() == 1


# --- an owner


def comes_in(owner, operator, newcomer):
    """Have an organisation apply as an owner, and be verified."""
    owner.open_account(newcomer.email)
    owner.go("/desk/owner/apply/")
    owner.fill(
        credit_code=newcomer.credit_code,
        name_zh=newcomer.name_zh,
        name_en=newcomer.name_en,
        kind="company",
        contact_name="来新",
        contact_phone="0000-40001",
    )
    owner.attach(owner.page.locator("main [name=proof]"), paper("营业执照.pdf", "licence"))
    owner.picture("applies")
    owner.send()
    row = operator_row(operator, newcomer)
    operator.picture("application")
    operator.press(IN_THE_ADMIN.format("verify"))
    operator.go("/admin/")
    assert row not in operator.page.content()


def operator_row(operator, newcomer) -> str:
    """Open the row of the operator's list that tells of a new owner; return its address."""
    operator.go("/admin/")
    name = re.compile(f"{newcomer.name_zh}|{newcomer.name_en}")  # as the account prefers
    row = operator.page.locator("main tr", has_text=name).locator("a[href*='/owners/']")
    address = row.first.get_attribute("href")
    operator.press(f"main a[href='{address}']")
    return address


def registers_a_project(owner, newcomer):
    owner.go("/desk/owner/projects/new/")
    number = newcomer.credit_code[-7:-1]
    owner.choose_first("region")
    owner.fill(
        code=f"2611-990100-04-01-{int(number, 36) % 1_000_000:06}",
        name_zh="新建仓库工程",
        name_en="New Warehouse",
        investment="12000000",
        enterprise="100",
    )
    owner.picture("project")
    owner.send()


@pytest.mark.parametrize("way", WAYS)
def test_an_owner_comes_in_and_has_a_result(journey, way):
    owner, operator, agency = journey(**way), journey(OPERATOR, **way), journey(AGENCY, **way)
    newcomer = Newcomer()
    comes_in(owner, operator, newcomer)
    registers_a_project(owner, newcomer)
    notice = owner.begin_notice(item="CST-01")
    owner.set_terms(ceiling="186000")
    owner.choose_mode("online_bidding")
    owner.go(f"/desk/owner/notices/{notice}/papers/")
    owner.attach(owner.page.locator("main [name=papers]"), paper("任务书.pdf", "task"))
    owner.send()
    owner.picture("papers")
    owner.go(f"/desk/owner/notices/{notice}/review/")
    assert owner.publish() == notice

    agency.go(f"/notices/{notice}/ask/")
    agency.fill(text="现场踏勘在什么时候？")
    agency.send()
    question = f"/notices/{notice}/questions/1/"
    follow(owner, "/desk/owner/", question)
    owner.fill(text="公告期内每个工作日九点。")
    owner.picture("reply")
    owner.send()
    assert rows(owner, "/desk/owner/", question) == 0
    agency.go(f"/notices/{notice}/")
    shown = agency.text()
    assert "公告期内每个工作日九点。" in shown
    assert "任务书.pdf" in shown

    winner = agency.answer(notice, price="150000")
    owner.jump_past_close(notice)
    owner.await_result(notice)
    assert winner.id in owner.page.content()


# --- an operator's morning


def waiting_applications(operator) -> list[str]:
    operator.go("/admin/agencies/vetting/")
    links = operator.page.locator("main td.title a[href*='/vetting/']")
    return [link.get_attribute("href") for link in links.all()]


def vet(operator, address, *, reason=""):
    """Claim an application, and approve it, or return it for a reason."""
    operator.press(f"main td.title a[href='{address}']")
    operator.press("main form[action$='/claim/'] button")
    if reason:
        operator.fill(reason=reason)
    operator.picture("application")
    operator.press(IN_THE_ADMIN.format("return" if reason else "approve"))
    assert address not in waiting_applications(operator)


@pytest.mark.parametrize("way", WAYS)
def test_an_operators_morning(journey, way):
    operator, newcomers = journey(OPERATOR, **way), [Newcomer() for _each in range(4)]
    for newcomer in newcomers:
        hands_in(journey(**way), newcomer)
    mine = sorted(waiting_applications(operator))[-len(newcomers) :]

    for address in mine[:-1]:
        waiting_applications(operator)
        vet(operator, address)
    waiting_applications(operator)
    vet(operator, mine[-1], reason="营业执照上的地址与填写的不一致，请更正。")

    suspends_somebody(operator)
    passes_over_a_winner(operator, journey, way)


def hands_in(firm, newcomer):
    firm.open_account(newcomer.email)
    firm.register_agency(newcomer)
    firm.list_service("CST-01", price="90000", committed_days="12")
    firm.go("/agencies/mine/")
    firm.press("main form[action$='/submit/'] button")


def suspends_somebody(operator):
    """Suspend a listed agency by a decision, which its page then tells."""
    operator.go("/admin/agencies/sanctions/?q=agency-0003")
    listed = re.compile("已入驻|Listed")
    first = operator.page.locator("main tr", has_text=listed).locator("td.title a").first
    operator.press(f"main a[href='{first.get_attribute('href')}']")
    agency = operator.page.url.rstrip("/").split("/")[-1]
    operator.press("main a[href$='/suspend/']")
    operator.fill(reason="两份报告超期未交。", number="演监〔2026〕7号", decided_on="2026-11-20")
    operator.attach(operator.page.locator("main [type=file]"), paper("决定书.pdf", "decision"))
    operator.picture("suspend")
    operator.press(IN_THE_ADMIN.format("suspend"))
    operator.go(f"/agencies/{agency}/")
    assert "两份报告超期未交。" in operator.text()


def passes_over_a_winner(operator, journey, way):
    """Have the operator ask for a skip, and a regulator sign it."""
    owner, regulator = journey("company@demo.example", **way), journey(REGULATOR, **way)
    notice = owner.publish_notice(item="CST-01", ceiling="186000", mode="online_bidding")
    journey(AGENCY, **way).answer(notice, price="150000")
    second = journey(SECOND_AGENCY, **way).answer(notice, price="160000")
    owner.jump_past_close(notice)
    owner.await_result(notice)
    operator.open_service(notice)
    operator.do("skip", reason="该机构书面放弃中选资格。")
    regulator.go("/approvals/")
    regulator.press("main a[href*='/approvals/A']")
    regulator.picture("approval")
    regulator.press("main button[name=act][value=sign]")
    operator.open_service(notice)
    assert second.name in operator.text()
