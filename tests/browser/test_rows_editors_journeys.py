"""Each row of an editor's to-do list in Wagtail's admin, clicked to its end."""

from .deeds import EDITOR
from .editing import Editor
from .rows import STAFF, backstage, come_in, row_of

__all__ = ["backstage", "come_in"]
SECOND_EDITOR = "editor2@demo.example"
ITEM, GUIDE = "EIA-02", "/guides/eia-02/"


def test_a_page_is_read(come_in, backstage):
    page = backstage.play("handed_in")
    reader = come_in(SECOND_EDITOR)

    with row_of(reader, STAFF, "cms_editing.read", f"/{page['id']}/"):
        reader.press("main button[name=answer][value=approve]")
    reader.go(page["path"])


def test_a_page_that_came_back_is_rewritten(come_in, backstage):
    page = backstage.play("returned")
    writer = Editor.of(come_in(EDITOR))

    with row_of(writer, STAFF, "cms_editing.rewrite", f"/{page['id']}/"):
        writer.write_prose("电话 12345。")
        writer.hand_in()


def test_an_approved_page_waits_for_its_hour(come_in, backstage):
    page = backstage.play("scheduled")
    writer = come_in(EDITOR)

    with row_of(writer, STAFF, "cms_editing.scheduled", f"/{page['id']}/"):
        backstage.play("its_hour_comes", page=page["id"])
        writer.wait_for(page["path"])


def test_a_page_that_ends_soon_is_given_longer(come_in, backstage):
    page = backstage.play("page_published", ends_in_days=3)
    writer = Editor.of(come_in(EDITOR))

    with row_of(writer, STAFF, "cms_editing.expiring", f"/{page['id']}/"):
        writer.set_hour("2035-01-02 09:00", field="expire_at")
        writer.hand_in()
        backstage.play("approved", page=page["id"])


def test_a_guide_is_held_against_its_changed_item(come_in, backstage):
    writer = Editor.of(come_in(EDITOR))
    guide = writer.number_of(GUIDE)
    backstage.play("item_with_other_days", code=ITEM, days=1)

    try:
        with row_of(writer, STAFF, "cms_editing.stale", f"/{guide}/"):
            writer.press("main form button[type=submit]")
    finally:
        backstage.play("item_with_other_days", code=ITEM, days=-1)


def test_a_translation_catches_up_with_its_original(come_in, backstage):
    page = backstage.play("translated")
    backstage.play("rewritten", page=page["original"])
    writer = Editor.of(come_in(EDITOR))

    with row_of(writer, STAFF, "cms_editing.behind", f"/{page['id']}/"):
        writer.press(f"main a[href='/admin/pages/{page['id']}/edit/']")
        writer.write_prose("Telephone 12345.")
        writer.hand_in()
        backstage.play("approved", page=page["id"])


def test_a_page_in_one_language_is_translated(come_in, backstage):
    page = backstage.play("page_published")
    writer = Editor.of(come_in(EDITOR))

    with row_of(writer, STAFF, "cms_editing.untranslated", f"/{page['id']}/"):
        writer.translate()
