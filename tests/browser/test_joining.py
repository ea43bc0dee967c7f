"""A stranger opens an account, registers an agency, and finds it in the directory."""

import time

import pytest

from marketplace.kernel.credit_code import check_digit

from .deeds import OPERATOR, PASSWORD, SEND

WITH_SCRIPT = pytest.param({"language": "zh"}, id="script-zh")
WITHOUT = pytest.param({"language": "en", "javascript": False}, id="no-script-en")


@pytest.fixture
def stranger():
    """What a newcomer brings along, new for each run."""
    number = int(time.time() * 10) % 100_000_000
    body = f"91990100{number:09}"
    return {
        "email": f"newcomer{number}@demo.example",
        "credit_code": body + check_digit(body),
        "name": f"演示市新来造价咨询有限公司{number}",
    }


def open_account(person, email: str) -> None:
    """Sign up, follow the link in the demonstration's mail, and so be signed in."""
    person.go("/accounts/signup/")
    person.fill(email=email, display_name="来新", password1=PASSWORD, password2=PASSWORD)
    person.press(SEND)
    person.picture("sent")
    person.go("/demo/mail/")
    person.press(f"main tr:has-text('{email}') a")
    person.picture("letter")
    person.press("main .prose a[href*='confirm-email']")
    person.press(SEND)


def register_agency(person, stranger) -> None:
    """Enter the licence and a service, and submit the application."""
    person.go("/agencies/mine/register/")
    person.page.locator("[name=region]").select_option(index=1)
    person.fill(
        credit_code=stranger["credit_code"],
        name_zh=stranger["name"],
        name_en=f"Newcomer {stranger['credit_code']} Ltd",
        kind="company",
        address="云汀大道2号",
        legal_representative="来新",
        contact_name="来新",
        contact_phone="0000-30001",
    )
    person.picture("register")
    person.press(SEND)
    person.go("/agencies/mine/services/")
    item = person.page.locator("[name=item] option", has_text="CST-01").get_attribute("value")
    person.fill(item=item, price="90000", committed_days="12")
    person.press(SEND)
    person.picture("services")
    person.go("/agencies/mine/")
    person.press("main form[action$='/submit/'] button")
    person.picture("submitted")


@pytest.mark.parametrize("way", [WITH_SCRIPT, WITHOUT])
def test_a_newcomer_comes_into_the_directory(journey, way, stranger):
    newcomer, operator = journey(**way), journey(OPERATOR, **way)
    open_account(newcomer, stranger["email"])
    register_agency(newcomer, stranger)
    agency = newcomer.page.locator("main .nowrap", has_text="agency-").first.inner_text()

    operator.go("/agencies/vetting/")
    operator.press(f"main a[href$='/vetting/{agency}/']")
    operator.picture("vetting")
    operator.press("button[value=approve]")
    newcomer.go(f"/agencies/?q={stranger['credit_code']}")

    newcomer.picture("directory")
    assert newcomer.page.locator(f"main a[href$='/agencies/{agency}/']").count() > 0
