"""The page of one notice: its terms while it is open, and its result."""

import contextlib
import io

import pytest

from marketplace.models import Event
from procurement import commands
from tests.factories import (
    NOON,
    CredentialTypeFactory,
    OrganisationFactory,
    ServiceItemFactory,
    UserFactory,
)
from tests.factories.agencies import AgencyFactory
from tests.factories.procurement import NoticeFactory, OwnerFactory, qualified_agency
from tests.procurement.screens import (
    address,
    decided,
    invitation,
    place,
    published,
    text,
    tick,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def held(at):
    return at


def english(client, notice):
    return text(client.get("/en" + address(notice)))


# --- What is published ----------------------------------------------------------------------


@pytest.mark.parametrize("page", ["", "record.json", "answer/", "withdraw/"])
def test_a_draft_is_nobodys_to_read_here(client, page):
    user = UserFactory()
    draft = NoticeFactory(owner=OwnerFactory(member=user))
    client.force_login(user)

    assert client.get(address(draft, page)).status_code == 404


def test_the_terms_of_an_open_notice_are_told(client):
    notice = published(project__fiscal_bp=10_000, scope="编制报告书", contact_name="王工")
    for _each in range(4):
        qualified_agency(notice)

    page = english(client, notice)

    for told in (
        "Fixed price",
        "CNY 20,000.00",
        "Demonstration figure",
        "not a provision of law",
        "20 working days",
        "Public money 100%",
        "3 valid answers, or the notice fails",
        "0000-12300",
        "<b>4</b> agencies meet all of this today.",
        "No restriction: agencies from everywhere may answer",
        "Time left to answer",
        "编制报告书",
        "王工",
    ):
        assert told in page, told


def test_a_bidding_has_a_ceiling_and_not_a_price(client):
    page = english(client, published(mode_key="online_bidding"))

    assert "Fixed price" not in page
    assert "One quote an agency, hidden from everybody" in page


def test_groups_of_credentials_are_worded_as_any_or_all(client):
    first, second, third = (
        CredentialTypeFactory(name_en=name) for name in ("Alpha", "Beta", "Gamma")
    )
    any_of = ServiceItemFactory(requires=[(first, "A"), (second, "B")])
    all_of = ServiceItemFactory(requires=[(third, "B")], credential_rule="all")

    page = english(client, published(items=[any_of, all_of]))

    assert "Credential 1 of 2, any one of these" in page
    assert "Alpha, Grade A or Beta, Grade B or better" in page
    assert "Credential 2 of 2<" in page
    assert "Gamma, Grade B or better" in page


def test_several_services_are_shown_with_their_one_clock(client):
    items = [ServiceItemFactory(standard_days=days) for days in (30, 12)]

    side_by_side = english(client, published(items=items))
    in_sequence = english(client, published(items=items, lines_in_sequence=True))

    assert "The services run side by side: the longest time counts." in side_by_side
    assert "<b>30 working days</b>" in side_by_side
    assert "<b>42 working days</b>" in in_sequence


def test_a_market_price_has_no_cap(client):
    item = ServiceItemFactory(fee_policy="market", cap_minor=None, cap_source_zh="")

    page = english(client, published(items=[item]))

    assert "market price, no cap" in page
    assert "not a provision of law" not in page


def test_avoided_agencies_are_named_with_the_reason(client):
    notice = NoticeFactory()
    notice.avoidances.create(
        agency=AgencyFactory(organisation=OrganisationFactory(name_en="Avoided Ltd.")),
        reason="亲属 <b>关系</b>",
    )
    commands.publish_notice(notice_id=notice.pk, by=UserFactory(), at=NOON)

    page = english(client, notice)

    assert "Avoided Ltd." in page
    assert "亲属 &lt;b&gt;关系&lt;/b&gt;" in page


def test_a_direct_selection_tells_whom_why_and_on_what_ground(client):
    notice, _agency = invitation(
        {"organisation__name_en": "Invited Ltd."}, reason="熟悉 <i>现场</i>"
    )

    page = english(client, notice)

    assert "Invited Ltd." in page
    assert "The sum is within the limit of direct selection" in page
    assert "熟悉 &lt;i&gt;现场&lt;/i&gt;" in page
    assert "agencies meet all of this" not in page


def test_honest_text_is_shown_as_text(client):
    scope = "<script>alert(1)</script> '; DROP TABLE notice; -- 🏗️ مكتب"

    page = english(client, published(scope=scope, project__name_en="<b>Bridge</b> & Son"))

    assert "&lt;script&gt;alert(1)&lt;/script&gt; &#x27;; DROP TABLE notice; -- 🏗️ مكتب" in page
    assert "&lt;b&gt;Bridge&lt;/b&gt; &amp; Son" in page
    assert "<script>alert" not in page


def test_the_fingerprint_is_the_leaf_hash_of_the_publication(client):
    notice = published()

    event = Event.objects.of(notice.stream).get(kind="notice.published")

    fingerprint = client.get(address(notice)).context["fingerprint"]
    assert fingerprint == event.leaf_hash()


# --- After the close ------------------------------------------------------------------------


def test_between_deadline_and_close_nobody_may_answer_and_nothing_is_told(client, at):
    notice = published()
    place(notice)
    at(notice.closes_at)

    page = english(client, notice)

    assert "Answers are closed" in page
    assert "Answer this notice" not in page
    assert client.get(address(notice)).context["phase"] == "selecting"


def test_while_selecting_the_frozen_list_stands_with_its_fingerprint(client, at):
    notice = published()
    answers = [place(notice) for _each in range(3)]
    tick(notice, at, passes=2)

    page = english(client, notice)

    assert notice.state == "selecting"
    assert "The list is frozen" in page
    assert notice.draw.freeze_hash[:8] in page
    assert all(answer.agency.public_id in page for answer in answers)


def test_an_answer_that_did_not_count_is_told_with_the_reason(client, at):
    notice = published()
    lost = place(notice).agency
    place(notice)
    lost.services.update(is_active=False)

    tick(notice, at)

    page = english(client, notice)
    assert "Answers that did not count" in page
    assert lost.public_id in page
    assert "the service was not offered at the close" in page


def test_the_result_of_a_draw_shows_every_place(client, at):
    notice = decided(at, prices=[None] * 4)

    page = english(client, notice)

    winner, *reserves = notice.award.ranking
    assert notice.award.winner.name in page
    assert page.index(winner) < page.index(reserves[0]) < page.index(reserves[-1])
    assert "Reserve 3" in page
    assert "4 agencies took part" in page
    assert notice.award.evidence["tickets"][0]["ticket"][:8] in page
    assert "The price was fixed by the notice." in page


def test_the_result_of_a_bidding_shows_the_quotes_against_the_ceiling(client, at):
    notice = decided(at, prices=[1_500_000, 1_250_000], mode_key="online_bidding")

    page = english(client, notice)

    assert "CNY 12,500.00" in page
    assert "CNY 15,000.00" in page
    assert "62.5%" in page
    assert "CNY 7,500.00 below the ceiling." in page


@pytest.mark.parametrize(
    ("mode", "prices"),
    [("random_draw", [None] * 5), ("online_bidding", [900, 800, 800, 850])],
)
def test_the_three_lines_on_the_page_print_the_ranking(client, at, mode, prices):
    notice = decided(at, prices=prices, mode_key=mode)
    program = client.get(address(notice)).context["result"].redo
    printed = io.StringIO()

    with contextlib.redirect_stdout(printed):
        exec(program, {})  # noqa: S102 -- as a reader would run it

    assert len(program.splitlines()) == 3
    lines = printed.getvalue().splitlines()
    assert [name for line in lines for name in notice.award.ranking if name in line] == (
        notice.award.ranking
    )


def test_a_direct_selection_ends_with_the_one_agency(client, at):
    notice, agency = invitation()
    place(notice, agency)

    tick(notice, at)

    page = english(client, notice)
    assert "Selected directly" in page
    assert "Redo it yourself" not in page


def test_what_two_services_ask_for_is_one_condition(client):
    kind = CredentialTypeFactory(name_en="Alpha")
    items = [ServiceItemFactory(requires=[(kind, "B")]) for _each in range(2)]

    page = english(client, published(items=items))

    assert page.count("Alpha, Grade B or better") == 1
    assert all(f">{item.code}</a>" in page for item in items)
