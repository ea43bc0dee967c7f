"""A first guide shows what the catalogue says of its item, for an editor to go on from."""

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from cms.pages.commands import write_guides
from cms.pages.models import GuidePage
from marketplace.kernel.refusal import Refusal
from tests.factories import ServiceItemFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("first_pages", "at")]

BILINGUAL = {
    "name_zh": "环境影响报告书编制",
    "name_en": "Environmental impact report",
    "applies_zh": "影响重大的项目。",
    "applies_en": "Projects with a large effect.",
    "papers": [{"zh": "营业执照", "en": "Business licence"}],
    "steps": [{"zh": "现场踏勘", "en": "Visit of the site"}],
    "questions": [
        {
            "question_zh": "要多久？",
            "question_en": "How long?",
            "answer_zh": "看标准时限。",
            "answer_en": "See the standard time.",
        }
    ],
}


def test_a_guide_is_written_in_each_language():
    ServiceItemFactory(code="EIA-01", **BILINGUAL)

    write_guides(["EIA-01"])

    guides = GuidePage.objects.live().order_by("locale__language_code")
    assert [(guide.title, guide.summary) for guide in guides] == [
        ("Environmental impact report: how to get it done", "Projects with a large effect."),
        ("环境影响报告书编制怎么办", "影响重大的项目。"),
    ]


@pytest.mark.parametrize(
    ("language", "address", "told"),
    [
        ("zh-hans", "/guides/eia-01/", ("营业执照", "现场踏勘", "要多久？", "看标准时限。")),
        (
            "en",
            "/en/guides/eia-01/",
            ("Business licence", "Visit of the site", "How long?", "See the standard time."),
        ),
    ],
)
def test_the_guide_tells_what_the_catalogue_says(client, language, address, told):
    ServiceItemFactory(code="EIA-01", **BILINGUAL)
    write_guides(["EIA-01"])

    shown = client.get(address).content.decode()

    for text in told:
        assert text in shown


def test_the_guides_of_two_languages_lead_to_each_other(client):
    ServiceItemFactory(code="EIA-01", **BILINGUAL)
    write_guides(["EIA-01"])

    site = "http://testserver"
    chinese = client.get("/guides/eia-01/").content.decode()
    with override("zh-hans"):
        english = client.get("/en/guides/eia-01/").content.decode()

    assert f'hreflang="en" href="{site}/en/guides/eia-01/"' in chinese
    assert f'hreflang="zh-Hans" href="{site}/guides/eia-01/"' in english


def test_the_home_page_shows_the_newest_guides(client):
    ServiceItemFactory(code="EIA-01", **BILINGUAL)
    write_guides(["EIA-01"])

    assert "环境影响报告书编制怎么办" in client.get("/").content.decode()


def test_a_guide_that_an_editor_changed_stays():
    ServiceItemFactory(code="EIA-01")
    write_guides(["EIA-01"])
    GuidePage.objects.update(title="Changed")

    assert write_guides(["EIA-01"]) == []
    assert set(GuidePage.objects.values_list("title", flat=True)) == {"Changed"}


def test_a_code_that_is_not_in_the_catalogue_is_refused():
    ServiceItemFactory(code="EIA-01")

    with pytest.raises(Refusal, match=r"^guide\.no_item$"):
        write_guides(["EIA-01", "XXX-01"])

    assert not GuidePage.objects.exists()


def test_the_command_says_what_it_wrote(capsys):
    ServiceItemFactory(code="EIA-01")

    call_command("write_guides", "EIA-01")

    assert "wrote /home-zh-hans/guides/eia-01/" in capsys.readouterr().out


def test_the_command_names_the_code_that_is_missing():
    with pytest.raises(CommandError, match="XXX-01"):
        call_command("write_guides", "XXX-01")
