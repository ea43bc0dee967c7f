from wagtail import hooks


@hooks.register("register_selection_modes")
def offer_selection_modes():
    from .modes.direct_selection import DirectSelection
    from .modes.online_bidding import OnlineBidding
    from .modes.random_draw import RandomDraw

    return [RandomDraw, OnlineBidding, DirectSelection]


@hooks.register("register_duties")
def offer_duties():
    from .duties import award_selected_notices, begin_selections, close_due_notices

    return [award_selected_notices, begin_selections, close_due_notices]
