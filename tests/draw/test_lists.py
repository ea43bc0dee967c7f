"""When a list of candidates may be frozen, and frozen again."""

import pytest

from marketplace.draw.models import Chain, Draw
from marketplace.kernel.refusal import Refusal
from tests.factories import DAY

from .test_kept import refused, rows


def test_a_list_in_a_slot_is_written_again_only_by_a_move(table):
    table.frozen()

    refused("keeps_its_list_and_seed", rows("UPDATE", "draw"), "SET \"freeze\" = '{}'")


def test_without_the_operator_s_chain_no_list_is_frozen(table):
    table.jump_to(Chain.objects.get().usable_from - DAY)

    with pytest.raises(Refusal, match=r"^draw.no_chain$"):
        table.frozen()

    assert not Draw.objects.exists()
