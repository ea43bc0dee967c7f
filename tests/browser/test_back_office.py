"""Our pages in Wagtail's admin: usable by everybody, on a phone, a tablet and a desk."""

import pytest

from . import looking
from .pages import BACK_OFFICE
from .test_every_page import WIDTHS, open_sight, pages

__all__ = ["open_sight", "pages"]


@pytest.mark.parametrize("sight", BACK_OFFICE, ids=lambda sight: sight.name)
def test_a_page_of_the_desk_is_right_at_every_width(open_sight, sight):
    page, complaints = open_sight(sight, "zh")
    wrong = list(looking.violations(page))

    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if looking.sticks_out(page) > 0:
            wrong.append(f"{width} px: {looking.sticks_out(page)} px too wide")

    wrong += complaints.found
    assert wrong == [], "\n".join(["", *wrong])
