import gettext

import pytest

from marketplace.project import translations
from marketplace.project.translations import BadTranslation, compile_all, compile_one

HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
)


def write(tmp_path, body: str, language: str = "zh_Hans"):
    po = tmp_path / "agencies" / "locale" / language / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    po.write_text(HEADER + body, encoding="utf-8")
    return po


def test_a_translation_is_compiled_without_gettext_and_only_once(tmp_path):
    po = write(tmp_path, 'msgid "Agency"\nmsgstr "机构"\n')

    assert compile_all(tmp_path) == 1
    assert compile_all(tmp_path) == 0

    with po.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Agency") == "机构"


def test_a_plural_is_compiled_with_the_one_form_that_chinese_has(tmp_path):
    po = write(
        tmp_path,
        '#, python-format\nmsgid "%(count)s firm"\nmsgid_plural "%(count)s firms"\n'
        'msgstr[0] "%(count)s 家"\n',
    )

    compile_one(po)

    with po.with_suffix(".mo").open("rb") as file:
        found = gettext.GNUTranslations(file).ngettext("%(count)s firm", "%(count)s firms", 3)
    assert found == "%(count)s 家"


@pytest.mark.parametrize(
    ("body", "line", "reason"),
    [
        ('msgid "Agency"\nmsgstr "机构\n', 7, "a quotation mark is not closed"),
        ('msgid "Agency"\nmsgtr "机构"\n', 7, "Unknown or misformatted keyword"),
        (
            '#, python-format\nmsgid "%(count)s days"\nmsgstr "%(cuont)s 天"\n',
            7,
            "unknown named placeholder 'cuont'",
        ),
    ],
)
def test_a_bad_translation_is_named_with_its_line(tmp_path, body, line, reason):
    po = write(tmp_path, body)

    with pytest.raises(BadTranslation) as refused:
        compile_one(po)

    assert str(refused.value).startswith(f"{po}:{line}: ")
    assert reason in str(refused.value)
    assert not po.with_suffix(".mo").exists()


def test_a_bad_translation_leaves_the_old_one_in_place(tmp_path):
    po = write(tmp_path, 'msgid "Agency"\nmsgstr "机构"\n')
    compile_one(po)
    before = po.with_suffix(".mo").read_bytes()
    po.write_text("nonsense", encoding="utf-8")

    with pytest.raises(BadTranslation):
        compile_one(po)

    assert po.with_suffix(".mo").read_bytes() == before
    assert [path.name for path in po.parent.iterdir() if path != po] == ["django.mo"]


def test_every_translation_of_the_project_compiles(tmp_path):
    for po in translations.sources():
        copy = write(tmp_path / po.parts[-5], "", po.parts[-3])
        copy.write_bytes(po.read_bytes())

        compile_one(copy)
