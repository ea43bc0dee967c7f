"""The version that readers see, kept before an editor writes the next one."""

from __future__ import annotations

from wagtail.models import Page, Revision


def keep_live_version(page: Page) -> Revision | None:
    """Keep what readers see as a version if the page was published without; return that one.

    First pages come into the world by the hundred and without a version. Wagtail compares with
    it, and would take a page down that waits for the hour of its first one.
    """
    live = Page.objects.filter(pk=page.pk, live=True, live_revision=None).first()
    if live is None:
        return None
    content = live.specific.serializable_data()
    version = Revision.objects.create(
        content_object=live.specific,
        base_content_type=live.get_base_content_type(),
        created_at=live.last_published_at or live.first_published_at,
        content=content,
        object_str=str(live),
    )
    Page.objects.filter(pk=live.pk).update(live_revision=version)
    if live.latest_revision_id is None:
        told = {"latest_revision": version, "latest_revision_created_at": version.created_at}
        Page.objects.filter(pk=live.pk).update(**told)
    page.live_revision_id = version.pk
    return version
