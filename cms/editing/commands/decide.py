"""A second person has read a page: it is published, or goes back to whoever wrote it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState

from marketplace.kernel.refusal import Refusal
from marketplace.transaction import command


def approve_page(*, page_id: int, revision_id: int, by, comment: str = "") -> Page:
    """Publish the version that the reader saw, or have it wait for its date; return the page.

    Raises:
        Refusal: ``page.not_in_review``, ``page.changed_since`` or ``page.own``.
    """
    return _decide("approve", page_id=page_id, revision_id=revision_id, by=by, comment=comment)


def return_page(*, page_id: int, revision_id: int, by, comment: str) -> Page:
    """Give the page back with what has to change, and return it.

    Raises:
        Refusal: ``page.no_reason``, ``page.not_in_review``, ``page.changed_since`` or
            ``page.own``.
    """
    if not comment.strip():
        raise Refusal(
            "page.no_reason",
            _("The page was not returned: nothing says what has to change."),
            _("Write a sentence for the colleague who goes on with it."),
        )
    return _decide("reject", page_id=page_id, revision_id=revision_id, by=by, comment=comment)


def _decide(answer: str, *, page_id: int, revision_id: int, by, comment: str) -> Page:
    with command():
        page = Page.objects.select_for_update().get(pk=page_id).specific
        state = page.current_workflow_task_state
        if state is None or state.status != TaskState.STATUS_IN_PROGRESS:
            raise Refusal(
                "page.not_in_review",
                _("Nothing was decided: the page does not lie with a reader any more."),
                _("Look at its history for who decided, or who took it back."),
            )
        if state.revision_id != revision_id:
            raise Refusal(
                "page.changed_since",
                _("Nothing was decided: the page was handed in anew since you opened it."),
                _("Read it once more as it is now."),
            )
        try:
            state.task.specific.on_action(state, by, answer, comment=comment.strip())
        except PermissionDenied as no:
            raise Refusal(
                "page.own",
                _("Nothing was decided: whoever wrote a page or handed it in cannot decide on it."),
                _("Ask another editor, or a reviewer, to read it."),
            ) from no
        page.refresh_from_db()
    return page
