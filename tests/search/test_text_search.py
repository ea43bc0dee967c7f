"""The protocol that lists search by, and the plain search that stands in for an engine."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from marketplace.models import ServiceItem
from marketplace.search import MAX_WORDS, PlainSearch, TextSearch, readable, text_search, words
from search.registry import registered, sources
from tests.factories import ServiceItemFactory

NAMES = ("name_zh", "name_en")


class Engine(TextSearch):
    """Somebody's engine for lists alone."""

    def narrow(self, rows, text, *, kind, fields):
        return rows.none()


def narrow(text, *, fields=NAMES):
    rows = PlainSearch().narrow(ServiceItem.objects.all(), text, kind="item", fields=fields)
    return sorted(rows.values_list("name_zh", flat=True))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("水土  保持", ["水土", "保持"]),
        ("ＡＢＣ　１２", ["ABC", "12"]),
        ("cafe\u0301", ["café"]),
        ("水\u202e土\x00", ["水", "土"]),
        ("", []),
        (" \u3000\u00a0 ", []),
    ],
)
def test_a_text_is_read_as_words(text, found):
    assert words(text) == found


def test_more_words_than_eight_are_not_asked_for():
    assert len(words("水 " * 40)) == MAX_WORDS


def test_what_was_read_can_be_shown_again():
    assert readable("　水土 \u202e保持\n") == "水土 保持"


@pytest.mark.django_db
def test_every_word_must_occur_in_one_of_the_columns():
    ServiceItemFactory(name_zh="水土保持方案", name_en="Soil plan")
    ServiceItemFactory(name_zh="水土保持监测", name_en="Soil monitoring")

    assert narrow("水土 PLAN") == ["水土保持方案"]
    assert narrow("plan 监测") == []


@pytest.mark.django_db
@pytest.mark.parametrize("wildcard", ["%", "_", "\\", "水%持"])
def test_wildcards_are_characters(wildcard):
    ServiceItemFactory(name_zh="水土保持方案")

    assert narrow(wildcard) == []


@pytest.mark.django_db
def test_a_word_is_found_inside_a_list_that_is_kept_as_json():
    ServiceItemFactory(name_zh="甲", synonyms=["水保方案", "Soil"])

    assert narrow("水保", fields=("name_zh", "synonyms")) == ["甲"]
    assert narrow("soil", fields=("name_zh", "synonyms")) == ["甲"]
    assert narrow("环评", fields=("name_zh", "synonyms")) == []


@pytest.mark.django_db
def test_no_words_narrow_nothing():
    ServiceItemFactory(name_zh="甲")

    assert narrow("  ") == ["甲"]


@pytest.mark.django_db
def test_a_narrowed_list_is_one_query(django_assert_num_queries):
    ServiceItemFactory(name_zh="水土保持方案")

    with django_assert_num_queries(1):
        assert narrow("水土 保持 方案") == ["水土保持方案"]


def test_without_a_setting_the_database_answers(settings):
    settings.MARKETPLACE_SEARCH_BACKEND = ""

    assert type(text_search()) is PlainSearch


def test_somebody_s_engine_can_serve_the_lists(settings):
    settings.MARKETPLACE_SEARCH_BACKEND = f"{__name__}.Engine"

    assert type(text_search()) is Engine


def test_what_is_no_search_is_refused(settings):
    settings.MARKETPLACE_SEARCH_BACKEND = "builtins.dict"

    with pytest.raises(ImproperlyConfigured, match=r"builtins\.dict is not a TextSearch"):
        text_search()


def test_there_is_a_source_for_each_installed_app():
    known = ["item", "agency", "notice", "guide", "document", "policy", "page", "region"]
    assert [source.key for source in sources()] == known
    assert len(list(registered)) == 8
