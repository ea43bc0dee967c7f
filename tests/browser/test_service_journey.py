"""A service from its award to its acceptance, with and without JavaScript."""

import datetime as dt

import pytest

from .deeds import INVITED_AGENCY, OWNER

LONGEST_WEEKEND = 4  # days, with the publicity of the result
STATES = ".page-head__kicker .tag"


def today(person) -> str:
    """Return the day on which the page was made."""
    made = person.page.locator("footer time").first.get_attribute("datetime")
    return dt.datetime.fromisoformat(made).date().isoformat()


@pytest.mark.parametrize(
    ("way", "price", "accepted"),
    [
        pytest.param({"language": "zh"}, "29,000.00", "已验收", id="script-zh"),
        pytest.param(
            {"language": "en", "javascript": False, "width": 360},
            "28,500.00",
            "Accepted",
            id="no-script-en-phone",
        ),
    ],
)
def test_a_promise_is_followed_to_its_end(journey, way, price, accepted):
    agency, owner = journey(INVITED_AGENCY, **way), journey(OWNER, **way)
    notice = owner.publish_notice(
        item="EIA-02",
        ceiling=price,
        mode="direct_selection",
        invited=agency.open_desk().id,
        ground="small_sum",
        reason="金额在直接选定限额以内，该机构承办过同类业务。",
    )
    agency.answer(notice)
    owner.jump_past_close(notice)
    owner.await_result(notice)

    agency.open_service(notice)
    agency.do("confirm")
    owner.move_clock(LONGEST_WEEKEND)
    owner.open_service(notice)
    owner.do("contract", papers=("合同.pdf",), signed_on=today(owner), price=price, days="15")
    owner.do("start", papers=("资料.pdf", "红线图.pdf"))
    agency.open_service(notice)
    agency.do("deliver", papers=("报告.pdf",))
    owner.open_service(notice)
    owner.do("accept")

    assert owner.text(STATES) == accepted
    assert "报告.pdf" in owner.text()
