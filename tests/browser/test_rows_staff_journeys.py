"""Each row of the to-do list in Wagtail's admin, clicked to its end."""

from .deeds import OPERATOR, REGULATOR, paper
from .rows import STAFF, backstage, come_in, count_of, row_of

__all__ = ["backstage", "come_in"]
IN_THE_ADMIN = "main form button[name=act][value={}]"
SHOWN = 10


def approve(operator):
    """Claim the application on the page, and approve it."""
    operator.press("main form[action$='/claim/'] button")
    operator.press(IN_THE_ADMIN.format("approve"))


def test_an_application_is_checked_and_the_long_queue_gets_shorter(come_in, backstage):
    backstage.play("fill_queue", count=SHOWN + 2)
    operator = come_in(OPERATOR)
    more = count_of(operator, STAFF, "vetting.more")

    follow(operator, "vetting.more")
    operator.press("main td.title a[href*='/vetting/']")
    approve(operator)
    assert count_of(operator, STAFF, "vetting.more") == more - 1
    backstage.play("clear_queue", leave=SHOWN)
    assert count_of(operator, STAFF, "vetting.more") == 0
    with row_of(operator, STAFF, "vetting.agency"):
        approve(operator)


def test_what_nobody_has_checked_in_time_waits_for_the_regulator(come_in, backstage):
    backstage.play("application", days_ago=12)
    regulator = come_in(REGULATOR)
    await_row(regulator, "vetting.overdue")

    with row_of(regulator, STAFF, "vetting.overdue"):
        assert regulator.page.locator("main td.title").count()
        backstage.play("clear_queue", leave=0)


def test_a_suspension_that_has_ended_is_lifted(come_in, backstage):
    agency, operator = backstage.play("suspended", is_over=True)["id"], come_in(OPERATOR)

    with row_of(operator, STAFF, "sanctions.ended", agency):
        operator.press("main a[href$='/reinstate/']")
        operator.fill(reason="期满恢复。", number="演监〔2026〕9号", decided_on="2026-11-20")
        operator.attach(operator.page.locator("main [type=file]"), paper("决定书.pdf", "decision"))
        operator.press(IN_THE_ADMIN.format("reinstate"))


def test_owners_are_verified(come_in, backstage):
    backstage.play("fill_owners", count=SHOWN + 2)
    operator = come_in(OPERATOR)
    more = count_of(operator, STAFF, "vetting.more_owners")

    follow(operator, "vetting.more_owners")
    operator.press("main a[href*='/owners/']")
    operator.press(IN_THE_ADMIN.format("verify"))
    assert count_of(operator, STAFF, "vetting.more_owners") == more - 1
    backstage.play("clear_owners", leave=SHOWN)
    assert count_of(operator, STAFF, "vetting.more_owners") == 0
    with row_of(operator, STAFF, "vetting.owner"):
        operator.press(IN_THE_ADMIN.format("verify"))
    backstage.play("clear_owners", leave=0)


def test_notices_are_reviewed(come_in, backstage):
    backstage.play("reviewing", is_on=True)
    try:
        backstage.play("fill_review", count=SHOWN + 2)
        operator = come_in(OPERATOR)
        more = count_of(operator, STAFF, "review.more")
        follow(operator, "review.more")
        operator.press("main a[href*='/desk/review/N']")
        operator.press("main button[value=publish]")
        assert count_of(operator, STAFF, "review.more") == more - 1
        backstage.play("clear_review", leave=SHOWN)
        assert count_of(operator, STAFF, "review.more") == 0
        with row_of(operator, STAFF, "review.notice"):
            operator.press("main button[value=publish]")
        backstage.play("clear_review", leave=0)
    finally:
        backstage.play("reviewing", is_on=False)


def test_a_second_signature_is_given(come_in, backstage):
    backstage.play("asked_to_skip")
    regulator = come_in(REGULATOR)

    with row_of(regulator, STAFF, "approvals.signature"):
        regulator.press("main button[name=act][value=sign]")


def test_what_is_overdue_is_on_the_board_until_it_is_delivered(come_in, backstage):
    backstage.play("overdue")
    operator = come_in(OPERATOR)

    with row_of(operator, STAFF, "services.overdue"):
        assert operator.page.locator("main tbody tr").count()
        backstage.play("deliver_overdue")


def follow(person, kind):
    """Follow the row of a kind on the list that is open."""
    person.press(f"[data-kind='{kind}'] a.button")


def await_row(person, kind):
    """Wait until the clock has seen what is due."""
    for _reload in range(40):
        person.go(STAFF)
        if person.page.locator(f"[data-kind='{kind}']").count():
            return
        person.page.wait_for_timeout(250)
    raise AssertionError(f"no row of {kind} comes")
