"""Lines whose cap follows from a schedule: what is stored, refused and published."""

from fractions import Fraction

import pytest

from marketplace.fees.domain.figures import Figures
from marketplace.fees.models import FeeAssessment, FeeOverride, FeeSchedule
from marketplace.kernel.money import Money
from marketplace.models import Event, ServiceItem
from procurement import commands
from procurement.models import Notice
from tests.factories import NOON, UserFactory
from tests.factories.fees import schedule_of, scheduled_item
from tests.factories.procurement import OwnerFactory, ProjectFactory
from tests.procurement.refused import refused

pytestmark = pytest.mark.django_db
FORTY_MILLION = Figures(base=Fraction(40_000_000))
CAP = 14_285_714  # fen: 1,000,000/7 yuan, rounded once
FLOOR_OF_EIA = 4_235_294  # 52,941.18 less 20 percent


@pytest.fixture
def user(at):
    return UserFactory()


def drafted(user, *items, **columns) -> Notice:
    project = ProjectFactory(owner=OwnerFactory(), **columns)
    notice = commands.draft_notice(
        owner_id=project.owner_id, project_id=project.pk, items=items, by=user, at=NOON
    )
    notice.mode_key, notice.closes_at = "random_draw", NOON.replace(day=5)
    notice.save()
    return notice


def terms(notice, user, *, ceiling=CAP, figures=FORTY_MILLION, **changes):
    lines = list(notice.lines.all())
    return {
        "notice_id": notice.pk,
        "ceilings": {line.pk: Money(ceiling) for line in lines},
        "days": {line.pk: 10 for line in lines},
        "figures": {line.pk: figures for line in lines},
        "texts": {"complaint_phone": "0000-12300"},
        "by": user,
        "at": NOON,
    } | changes


def with_floor():
    return scheduled_item("125-2002", "report_prepare", policy="cap_and_floor")


def override(item, hall, **columns):
    row = {"policy": "absolute", "cap_minor": 9_000_000, "reason": "本厅另有标准"} | columns
    version = FeeOverride.objects.filter(hall=hall, item=item).count() + 1
    return FeeOverride.objects.create(
        hall=hall, item=item, version=version, adopted_at=NOON, adopted_by=UserFactory(), **row
    )


def test_a_draft_has_no_cap_until_its_figures_are_there(user):
    notice = drafted(user, scheduled_item())

    line = notice.lines.get()

    assert (line.cap, line.floor, line.assessment, line.cap_source) == (None, None, None, "")


def test_the_terms_pin_cap_source_and_assessment(user):
    notice = drafted(user, scheduled_item())

    commands.set_terms(**terms(notice, user))

    line = notice.lines.get()
    assert (line.cap_minor, line.floor_minor, line.ceiling_minor) == (CAP, None, CAP)
    assert "计价格〔1999〕1283号" in line.cap_source
    made = line.assessment
    assert (made.cap_minor, made.item, made.hall) == (CAP, line.item, notice.hall)
    assert made.inputs["base"] == "40000000"
    assert sum(Fraction(step["amount"]) for step in made.steps) == Fraction(1_000_000, 7)


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        (r"line\.above_cap", {"ceiling": CAP + 1}),
        (r"line\.no_base", {"figures": None}),
        (r"line\.no_base", {"figures": Figures()}),
        (r"fee\.base", {"figures": Figures(base=Fraction(0))}),
        (r"fee\.base", {"figures": Figures(base=Fraction(10**13 + 1))}),
        (
            r"fee\.factor",
            {"figures": Figures(base=Fraction(1), factors={"industry": (Fraction(9),)})},
        ),
        (r"fee\.quantity", {"figures": Figures(base=Fraction(1), quantity=Fraction(1))}),
    ],
)
def test_what_does_not_hold_is_refused_and_nothing_is_stored(user, code, changes):
    notice = drafted(user, scheduled_item())

    refused(code, commands.set_terms, **terms(notice, user, **changes))

    assert notice.lines.get().cap_minor is None
    assert not FeeAssessment.objects.exists()


def test_a_ceiling_is_at_or_above_the_floor_where_there_is_one(user):
    notice = drafted(user, with_floor())

    refused(r"line\.below_floor", commands.set_terms, **terms(notice, user, ceiling=FLOOR_OF_EIA))
    commands.set_terms(**terms(notice, user, ceiling=5_223_529))

    line = notice.lines.get()
    assert (line.floor_minor, line.ceiling_minor) == (5_223_529, 5_223_529)
    notice.refresh_from_db()
    assert (notice.floor_minor, notice.ceiling_minor) == (5_223_529, 5_223_529)


def test_where_the_schedule_gives_no_figure_there_is_no_cap_and_the_record_says_so(user):
    notice = drafted(user, scheduled_item())

    commands.set_terms(**terms(notice, user, figures=Figures(base=Fraction(29_000_000))))

    line = notice.lines.get()
    assert (line.cap, line.floor) == (None, None)
    assert "Below the first point" in line.assessment.steps[0]["label_en"]
    commands.publish_notice(notice_id=notice.pk, by=user, at=NOON)


def test_the_published_record_has_all_that_redoing_a_cap_takes(user):
    notice = drafted(user, scheduled_item())
    commands.set_terms(**terms(notice, user))

    commands.publish_notice(notice_id=notice.pk, by=user, at=NOON)

    facts = Event.objects.of(notice.stream).get(kind="notice.published").facts
    told = facts["lines"][0]["assessment"]
    assert (told["schedule"], told["schedule_version"], told["override_version"]) == (
        "1283-1999",
        1,
        None,
    )
    assert (told["kind"], told["policy"]) == ("feasibility_prepare", "cap")
    assert told["inputs"] == FORTY_MILLION.as_facts()
    assert (told["benchmark_fen"], told["cap_fen"], told["floor_fen"]) == (CAP, CAP, None)
    assert [step["amount"] for step in told["steps"]][:2] == ["120000", "160000/7"]
    assert facts["cap_fen"] == CAP


def newer_schedule(notice):
    schedule = schedule_of("1283-1999")
    schedule.pk, schedule.version = None, 2
    schedule.save(force_insert=True)


def another_policy(notice):
    ServiceItem.objects.update(fee_policy="cap_and_floor")


def overridden(notice):
    override(notice.lines.get().item, notice.hall)


def another_kind(notice):
    ServiceItem.objects.update(fee_kind="feasibility_review")


@pytest.mark.parametrize("change", [newer_schedule, another_policy, another_kind, overridden])
def test_what_changed_meanwhile_is_refused_until_the_terms_are_stored_again(user, change):
    notice = drafted(user, scheduled_item())
    commands.set_terms(**terms(notice, user, ceiling=5_000_000))
    change(notice)

    refused(
        r"notice\.catalogue_changed", commands.publish_notice, notice_id=notice.pk, by=user, at=NOON
    )
    figures = Figures() if change is overridden else FORTY_MILLION
    ceiling = 5_714_286 if change is another_kind else 9_000_000
    if change is another_policy:
        ceiling = CAP
    commands.set_terms(**terms(notice, user, ceiling=ceiling, figures=figures))
    commands.publish_notice(notice_id=notice.pk, by=user, at=NOON)


def test_a_halls_own_terms_stand_in_the_place_of_the_items(user):
    item = scheduled_item()
    notice = drafted(user, item)
    override(item, notice.hall)

    refused(
        r"line\.above_cap",
        commands.set_terms,
        **terms(notice, user, ceiling=9_000_001, figures=None),
    )
    commands.set_terms(**terms(notice, user, ceiling=9_000_000, figures=None))

    made = notice.lines.get().assessment
    assert (made.cap_minor, made.schedule, made.policy) == (9_000_000, None, "absolute")


def test_a_withdrawn_override_gives_the_items_own_terms_back(user):
    item = scheduled_item()
    notice = drafted(user, item)
    override(item, notice.hall)
    override(item, notice.hall, withdrawn=True)

    commands.set_terms(**terms(notice, user))

    assert notice.lines.get().cap_minor == CAP


def test_choosing_other_services_keeps_a_cap_that_was_found(user):
    item, other = scheduled_item(), scheduled_item("670-2007", "supervision")
    notice = drafted(user, item)
    commands.set_terms(**terms(notice, user))

    commands.choose_services(notice_id=notice.pk, items=[item, other], by=user, at=NOON)

    first, second = notice.lines.all()
    assert (first.cap_minor, first.ceiling_minor) == (CAP, CAP)
    assert (second.cap_minor, second.assessment) == (None, None)


def test_a_ceiling_that_a_new_fixed_cap_forbids_is_forgotten(user):
    item = scheduled_item()
    notice = drafted(user, item)
    commands.set_terms(**terms(notice, user))
    columns = {"fee_policy": "absolute", "fee_schedule": "", "fee_kind": ""}
    ServiceItem.objects.update(**columns, cap_minor=1_000_000, cap_source_zh="演示")

    commands.choose_services(
        notice_id=notice.pk, items=[ServiceItem.objects.get()], by=user, at=NOON
    )

    line = notice.lines.get()
    assert (line.cap_minor, line.assessment, line.ceiling) == (1_000_000, None, None)


def test_a_version_that_a_notice_rests_on_is_kept(user):
    notice = drafted(user, scheduled_item())
    commands.set_terms(**terms(notice, user))

    assert FeeSchedule.objects.get().is_used
