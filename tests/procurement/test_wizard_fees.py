"""Step 2 with a cap by schedule: its figures are asked for, and the cap stands beside them."""

import pytest

from marketplace.fees.models import FeeAssessment
from procurement import commands
from procurement.models import Notice
from tests.factories import NOON, ServiceItemFactory, UserFactory
from tests.factories.fees import scheduled_item
from tests.factories.procurement import ProjectFactory

from .owner_pages import step

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(owner_again):
    return owner_again


@pytest.fixture
def client(owners_browser):
    return owners_browser


def drafted(owner, *items, **columns) -> Notice:
    project = ProjectFactory(owner=owner, investment_minor=4_000_000_000, **columns)
    return commands.draft_notice(
        owner_id=owner.pk, project_id=project.pk, items=items, by=UserFactory(), at=NOON
    )


def filled(notice, *, ceiling="142857.14", do="next", **figures) -> dict:
    data = {"complaint_phone": "0000-12300", "do": do}
    for line in notice.lines.all():
        data |= {f"ceiling-{line.pk}": ceiling, f"days-{line.pk}": "10"}
        data |= {f"fee-{line.pk}-{name}": value for name, value in figures.items()}
    return data


def english(notice) -> str:
    return f"/en/desk/owner/notices/{notice.public_id}/terms/"


def send(client, notice, **figures):
    return client.post(english(notice), filled(notice, **figures))


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_projects_investment_is_filled_in_and_the_cap_stands_there_at_once(client, owner):
    notice = drafted(owner, scheduled_item())

    page = text(client.get(english(notice)))

    assert 'value="40000000.00"' in page
    assert "<b>CNY 142,857.14</b>" in page
    assert "How the cap was found, step by step" in page
    assert "1,000,000/7" in page


def test_another_base_is_not_guessed(client, owner):
    notice = drafted(owner, scheduled_item("670-2007", "supervision"))

    page = text(client.get(english(notice)))

    assert "40000000" not in page
    assert "Enter the figures above and count again" in page


def test_counting_again_shows_the_cap_for_other_figures_and_stores_nothing(client, owner):
    notice = drafted(owner, scheduled_item())

    page = send(client, notice, do="count", ceiling="", base="100000000", factor_industry="0.8")

    assert page.status_code == 200
    assert "<b>CNY 224,000.00</b>" in text(page)
    assert not FeeAssessment.objects.exists()
    assert notice.lines.get().cap is None


def test_counting_without_a_base_says_what_is_missing(client, owner):
    notice = drafted(owner, scheduled_item())

    page = send(client, notice, do="count", ceiling="", base="")

    assert page.status_code == 200
    assert "Enter the figures above and count again" in text(page)


def test_a_ceiling_at_the_cap_is_stored_with_its_assessment(client, owner):
    notice = drafted(owner, scheduled_item())

    response = send(client, notice, base="40,000,000")

    assert response.status_code == 302
    line = notice.lines.get()
    assert (line.cap_minor, line.ceiling_minor) == (14_285_714, 14_285_714)
    assert line.assessment.inputs["base"] == "40000000"


def test_one_fen_above_the_cap_is_told_at_the_ceiling(client, owner):
    notice = drafted(owner, scheduled_item())
    line = notice.lines.get()

    page = send(client, notice, ceiling="142857.15", base="40000000")

    assert page.status_code == 422
    assert list(page.context["form"].errors) == [f"ceiling-{line.pk}"]
    assert "Enter at most CNY 142,857.14, the cap that follows from your figures." in text(page)
    assert not FeeAssessment.objects.exists()


def test_one_fen_below_the_floor_is_told_too(client, owner):
    notice = drafted(owner, scheduled_item("125-2002", "report_prepare", policy="cap_and_floor"))

    page = send(client, notice, ceiling="52235.28", base="40000000")

    assert page.status_code == 422
    assert "Enter at least CNY 52,235.29, the floor that follows" in text(page)


@pytest.mark.parametrize(
    "figures",
    [
        {"base": ""},
        {"base": "-1"},
        {"base": "NaN"},
        {"base": "9" * 40},
        {"base": "40000000", "factor_industry": "9"},
        {"base": "40000000", "factor_complexity": "much"},
    ],
)
def test_wrong_figures_are_listed_above_and_told_at_the_field(figures, client, owner):
    notice = drafted(owner, scheduled_item())

    page = send(client, notice, **figures)

    assert page.status_code == 422
    assert "There is 1 thing to put right" in text(page)
    assert f'href="#id_fee-{notice.lines.get().pk}-' in text(page)
    assert notice.lines.get().ceiling is None


def test_each_line_has_its_own_figures(client, owner):
    first, second = scheduled_item(), scheduled_item("hall-rates", "SUR-03")
    notice = drafted(owner, first, second, ServiceItemFactory())
    a, b, c = notice.lines.all()
    data = filled(notice) | {
        f"fee-{a.pk}-base": "40000000",
        f"fee-{b.pk}-quantity": "50000",
        f"ceiling-{b.pk}": "40000",
        f"ceiling-{c.pk}": "20000",
    }

    response = client.post(step("terms", notice), data)

    assert response.status_code == 302
    assert [line.cap_minor for line in notice.lines.all()] == [14_285_714, 4_000_000, 2_000_000]
    assert [line.assessment is None for line in notice.lines.all()] == [False, False, True]


def test_what_was_stored_is_filled_in_again(client, owner):
    notice = drafted(owner, scheduled_item())
    send(client, notice, base="39000000", factor_complexity="1.2", ceiling="1000")

    page = text(client.get(english(notice)))

    assert 'value="39000000.00"' in page
    assert 'value="1.2"' in page


def test_a_schedule_that_is_not_loaded_is_said_and_nothing_breaks(client, owner):
    item = scheduled_item()
    notice = drafted(owner, item)
    type(item).objects.update(fee_schedule="never-loaded")

    page, sent = client.get(english(notice)), send(client, notice, base="1")

    assert page.status_code == 200
    assert "never-loaded" in text(page)
    assert sent.status_code == 422
    assert "fee.no_schedule" in text(sent)


def publish(client, notice):
    Notice.objects.filter(pk=notice.pk).update(
        mode_key="random_draw", closes_at=NOON.replace(day=5)
    )
    return commands.publish_notice(notice_id=notice.pk, by=UserFactory(), at=NOON)


def test_the_notice_tells_everybody_how_its_cap_was_found(client, owner):
    item = scheduled_item()
    notice = drafted(owner, item)
    send(client, notice, base="40000000", factor_industry="0.8", ceiling="100000")
    publish(client, notice)

    page = text(client.get(f"/en/notices/{notice.public_id}/"))

    assert "estimated investment CNY 40,000,000.00" in page
    assert "industry factor 0.8" in page
    assert "How the cap was found, step by step" in page
    assert f"/en/fees/?item={item.code}&amp;base=40000000&amp;factor_industry=0.8" in page
    assert "10 working days saved" in page
    assert "cap CNY 114,285.71" in page


def test_a_new_notice_for_the_same_work_takes_the_figures_over(client, owner):
    notice = drafted(owner, scheduled_item())
    send(client, notice, base="40000000", ceiling="100000")
    publish(client, notice)
    Notice.objects.filter(pk=notice.pk).update(state="cancelled")

    begun = client.post(
        f"/desk/owner/notices/new/?follows={notice.public_id}",
        {
            "project": notice.project.public_id,
            "items": [line.item.code for line in notice.lines.all()],
            "do": "next",
        },
    )

    assert begun.status_code == 302
    line = Notice.objects.get(follows=notice).lines.get()
    assert (line.cap_minor, line.ceiling_minor) == (14_285_714, 10_000_000)
