"""Draws are fair as far as counting tells, at 100,000 draws; ``make stats`` does a million."""

import pytest

from . import statistics


@pytest.mark.slow
def test_every_statistic_is_what_chance_gives():
    found = statistics.report(100_000)

    unlikely = {name: p for name, p in found.items() if not statistics.LOW < p < statistics.HIGH}
    assert unlikely == {}
    assert len(found) == 7


def test_who_is_taken_off_a_list_changes_nobody_s_order():
    assert statistics.keeps_order(600)


def test_a_crooked_draw_is_found(monkeypatch):
    fair = statistics.order

    def crooked(seed, names):
        found = fair(seed, names)
        return found if seed.value[0] < 240 else sorted(found)

    monkeypatch.setattr(statistics, "order", crooked)

    assert statistics.winners_and_places(10_000)["winner"] < statistics.LOW
