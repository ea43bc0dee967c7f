"""Terms that mean the same: what is found by them, and who keeps them."""

import pytest
from django.urls import reverse

from marketplace import permissions
from marketplace.models import Event
from search.data.loading import bring_first_synonyms
from search.meaning import Synonyms, meaning
from search.models import Synonym
from search.synonyms import synonyms
from tests.factories import UserFactory

GROUPS = Synonyms.of([["环评", "环境影响评价", "EIA", "environmental impact assessment"]])


@pytest.mark.parametrize(
    ("text", "alternative"),
    [
        ("环评", ("环境影响评价",)),
        ("环评报告", ("环境影响评价报告",)),
        ("做环评", ("做环境影响评价",)),
        ("EIA", ("环评",)),
        ("environmental impact assessment", ("eia",)),
        ("环评报告", ("eia", "报告")),
    ],
)
def test_a_term_stands_for_the_others_inside_a_longer_word_too(text, alternative):
    assert alternative in meaning(text, GROUPS)[0]


def test_other_words_stay_as_they_are():
    assert meaning("监理", GROUPS) == ((("监理",),),)


@pytest.mark.django_db
def test_the_first_catalogue_brings_the_first_synonyms_and_a_second_brings_none():
    assert bring_first_synonyms() > 20
    assert bring_first_synonyms() == 0
    assert ("环境影响评价",) in meaning("环评", synonyms())[0]


@pytest.mark.django_db
def test_an_editor_adds_changes_and_removes_a_group(client, at):
    editor = UserFactory(duties=[permissions.EDITOR])
    client.force_login(editor)
    terms = {"terms": "全咨\n全过程工程咨询", "remark": ""}
    client.post(reverse("search_synonyms:add"), terms)
    group = Synonym.objects.get()
    assert group.terms == ["全咨", "全过程工程咨询"]
    assert ("全过程工程咨询",) in meaning("全咨", synonyms())[0]

    edit = reverse("search_synonyms:edit", args=[group.pk])
    client.post(edit, {"terms": "全咨\n全过程咨询", "remark": "简称"})
    client.post(reverse("search_synonyms:delete", args=[group.pk]))

    assert not Synonym.objects.exists()
    told = [event.facts["after"] for event in Event.objects.filter(kind="synonyms.changed")]
    assert told == [["全咨", "全过程工程咨询"], ["全咨", "全过程咨询"], []]


@pytest.mark.django_db
@pytest.mark.parametrize("terms", ["一个词", "%\n造价", "a\nb", "\n".join("甲乙丙丁戊己庚辛壬")])
def test_a_group_that_means_nothing_is_refused(client, at, terms):
    client.force_login(UserFactory(duties=[permissions.EDITOR]))

    page = client.post(reverse("search_synonyms:add"), {"terms": terms, "remark": ""})

    assert page.context["form"].errors["terms"]
    assert not Synonym.objects.exists()


@pytest.mark.django_db
def test_who_is_no_editor_changes_no_synonyms(client, at):
    client.force_login(UserFactory(duties=[permissions.VETTING]))

    client.post(reverse("search_synonyms:add"), {"terms": "全咨\n全过程工程咨询"})

    assert not Synonym.objects.exists()
