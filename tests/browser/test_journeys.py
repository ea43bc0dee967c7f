"""One selection in each mode, from sign-in to result, with and without JavaScript."""

import re
import subprocess
import sys

import pytest

from .deeds import (
    ADMINISTRATOR,
    AGENCY,
    INVITED_AGENCY,
    OPERATOR,
    OWNER,
    REGULATOR,
    SECOND_AGENCY,
    WRONG,
)

AGENCY_ID = re.compile(r"agency-[0-9]{6}")
WITH_SCRIPT = pytest.param({"language": "zh"}, id="script-zh")
WITHOUT = pytest.param({"language": "en", "javascript": False}, id="no-script-en")
WITHOUT_ON_A_PHONE = pytest.param(
    {"language": "en", "javascript": False, "width": 360}, id="no-script-en-phone"
)
BEFORE_THE_CLOSE = [
    "/notices/{}/",
    "/notices/{}/record.json",
    "/notices/?state=open",
    "/search/?q={}",
    "/en/notices/{}/",
]


def ranking(person) -> list[str]:
    """Return the ids of the ranked agencies as the page tells them, first place first."""
    rows = person.page.locator("tbody tr:has(th[scope=row] a[href*='/agencies/'])").all()
    return [row.locator("th .nowrap").inner_text() for row in rows]


def redone(person) -> list[str]:
    """Return the ranking that the program on the page prints on this machine."""
    program = person.text("#verify pre")
    told = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, check=True)
    return AGENCY_ID.findall(told.stdout.decode())


def sent(person, notice: str) -> str:
    """Return everything that a person is sent about a notice, as it comes."""
    answers = [person.page.request.get(each.format(notice)) for each in BEFORE_THE_CLOSE]
    assert [answer.status for answer in answers] == [200] * len(answers)
    return "\n".join(answer.text() for answer in answers)


@pytest.mark.parametrize("way", [WITH_SCRIPT, WITHOUT])
def test_a_random_draw_ranks_everybody_by_a_seed_that_anybody_can_check(journey, way):
    owner, *agencies = [journey(email, **way) for email in (OWNER, AGENCY, SECOND_AGENCY)]
    notice = owner.publish_notice(item="CON-01", ceiling="96000", mode="random_draw")
    names = dict(agency.answer(notice) for agency in agencies)

    owner.jump_past_close(notice)
    owner.await_result(notice)

    ranked = ranking(owner)
    assert sorted(ranked) == sorted(names)
    assert redone(owner) == ranked
    assert owner.text(".winner__name") == names[ranked[0]]


@pytest.mark.parametrize("way", [WITH_SCRIPT, WITHOUT])
def test_an_online_bidding_hides_every_quote_until_the_close(journey, way, visit, signed_in):
    owner, dear, cheap = [journey(email, **way) for email in (OWNER, AGENCY, SECOND_AGENCY)]
    notice = owner.publish_notice(item="CST-01", ceiling="186000.00", mode="online_bidding")
    fen = f"163{notice[-3:]}37"  # no other notice has it
    second = dear.answer(notice, price="171234.56")
    first = cheap.answer(notice, price=f"{fen[:-2]}.{fen[-2:]}")
    staff = [visit(storage_state=signed_in(each)) for each in (OPERATOR, REGULATOR, ADMINISTRATOR)]
    told = [sent(person, notice) for person in (owner, dear, visit(), *staff)]

    owner.jump_past_close(notice)
    owner.await_result(notice)

    shown = f"{fen[:3]},{fen[3:-2]}.{fen[-2:]}"
    for text in told:
        assert shown not in text
        assert fen not in text.replace(".", "")
    assert shown in owner.text(".winner")
    assert ranking(owner) == [first.id, second.id]
    assert redone(owner) == [first.id, second.id]
    assert owner.text(".winner__name") == first.name


@pytest.mark.parametrize("way", [WITH_SCRIPT, WITHOUT_ON_A_PHONE])
def test_a_direct_selection_rests_on_an_acceptance(journey, way):
    agency, owner = journey(INVITED_AGENCY, **way), journey(OWNER, **way)
    notice = owner.publish_notice(
        item="EIA-02",
        ceiling="29,800.00",
        mode="direct_selection",
        invited=agency.open_desk().id,
        ground="small_sum",
        reason="金额在直接选定限额以内，该机构承办过同类业务。",
    )

    invited = agency.answer(notice)
    owner.jump_past_close(notice)
    owner.await_result(notice)

    assert owner.text(".winner__name") == invited.name
    assert "29,800.00" in owner.text(".winner")


@pytest.mark.parametrize("way", [WITH_SCRIPT, WITHOUT])
def test_a_price_above_the_ceiling_is_refused_with_what_why_and_what_next(journey, way):
    agency = journey(AGENCY, **way)
    agency.go("/notices/?state=open&mode=online_bidding")
    notice = re.search(r"N[0-9]{4}-[0-9]{6}", agency.text())[0]
    agency.open_desk()
    agency.open_answer(notice)

    agency.send_answer(price="999999999.99", status=WRONG)

    agency.picture("refused")
    refusal = agency.page.locator("main [role=alert]")
    assert refusal.locator("dt").count() == 3
    assert "999,999,999.99" in refusal.inner_text()
    assert "bid.above_ceiling" in refusal.inner_text()
    assert agency.page.input_value("[name=price]") == "999999999.99"
