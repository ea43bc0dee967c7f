from django.core.paginator import Paginator
from django.template import Context, Template
from django.utils import translation


def test_a_pager_leaves_gaps_as_none():
    page = Paginator(range(200), 10).page(10)

    with translation.override("en"):
        template = Template("{% load marketplace %}{% page_numbers page as numbers %}{{ numbers }}")
        shown_numbers = template.render(Context({"page": page}))

    assert shown_numbers == "[1, None, 8, 9, 10, 11, 12, None, 20]"
