"""The demonstration's draws: dice of the city's people, shared slots, bundles that prove them."""

from __future__ import annotations

from marketplace.draw.bundle import bundle_of
from marketplace.draw.models import Draw, Slot
from procurement.models import Award


class DrawsShown:
    """Tests of a world that is made already, for it takes seconds to make one."""

    def test_every_seed_comes_from_dice_and_the_bundle_proves_it(self):
        draws = list(Draw.objects.decided().select_related("slot__pool"))

        assert {draw.subject for draw in draws} == {
            award.notice.stream for award in Award.objects.exclude(notice__draw=None)
        }
        assert len(draws) == 6
        for draw in draws:
            bundle = bundle_of(draw)
            assert [leaf["leaf"]["kind"] for leaf in bundle["log"]["leaves"]] == [
                "draw.frozen",
                "slot.opened",
                "slot.pooled",
                "draw.decided",
            ]
            assert bundle["pool"]["dice_count"] == len(bundle["dice"]) > 1
            assert bundle["result"]["ranking"][0]["id"] in draw.ids()
            assert not draw.low_participation

    def test_a_draw_and_a_tie_share_one_slot(self):
        shared = [slot for slot in Slot.objects.all() if slot.draws.count() > 1]

        assert shared
        assert {draw.notice.mode_key for draw in shared[0].draws.all()} == {
            "random_draw",
            "online_bidding",
        }
