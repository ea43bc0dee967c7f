"""Did you mean: one error in a word, a name, a term; and a space that somebody forgot."""

import pytest
from django.db import transaction

from search.backends.base import Query
from search.backends.embedded import EmbeddedBackend
from search.document import Document
from search.spelling import Speller, distance, nearest_part

WORDS = {"assessment": 9, "survey": 5, "surveys": 1, "supervision": 3}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("assesment", "assessment"),
        ("assessmemt", "assessment"),
        ("asessment", "assessment"),
        ("asssessment", "assessment"),
        ("assessmnet", "assessment"),
        ("suvrey", "survey"),
        ("survey", None),
        ("planet", None),
        ("su", None),
        ("", None),
    ],
)
def test_one_error_in_a_word_is_seen(typed, meant):
    assert Speller(WORDS).correct(typed) == meant


@pytest.mark.parametrize(
    ("one", "other", "errors"),
    [("", "", 0), ("a", "", 1), ("abc", "abc", 0), ("abcd", "abdc", 1), ("水土", "水上", 1)],
)
def test_errors_are_counted(one, other, errors):
    assert distance(one, other) == distance(other, one) == errors


def test_the_part_of_a_name_that_is_most_alike_is_found():
    assert nearest_part("悦宇造阶", "惠州市悦宇造价咨询") == (1, "悦宇造价")
    assert nearest_part("悦宇", "悦宇") == (0, "悦宇")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("惠州市悦雨工程", "惠州市悦宇工程"),
        ("环竟影响评价", "环境影响评价"),
        ("环竟影响评价报告", "环境影响评价报告"),
        ("惠州造价", "惠州 造价"),
        ("suvrey", "survey"),
        ("惠州市悦宇", ""),
        ("不存在的词语", ""),
        ("%", ""),
    ],
)
def test_what_finds_nothing_is_put_right(typed, meant):
    engine = EmbeddedBackend(["agency", "item"])
    documents = [
        Document("agency", 1, ("惠州市悦宇工程造价咨询有限公司", "Yueyu Survey")),
        Document(
            "item",
            1,
            ("环境影响报告书编制",),
            aliases=("环评", "环境影响评价"),
            text="环境影响评价报告",
        ),
    ]
    with transaction.atomic():
        engine.rebuild(lambda: documents, progress=lambda done: None)

    assert engine.search(Query.of(typed)).suggestion == meant
