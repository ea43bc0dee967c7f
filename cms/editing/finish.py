"""What happens to a page when its workflow has come to a good end. Wagtail imports it early."""


def publish_what_was_read(workflow_state, user=None) -> None:
    """Publish the version that a second person approved: that reading is the right to publish.

    An editor has no such right alone. Where a site uses other tasks, Wagtail's own rule holds.
    """
    from wagtail.workflows import publish_workflow_state

    from .models import SecondPersonTask
    from .versions import keep_live_version

    state = workflow_state.current_task_state
    kept = keep_live_version(workflow_state.content_object)
    if kept is not None:
        state.revision.content["live_revision"] = kept.pk
    if isinstance(state.task.specific, SecondPersonTask):
        state.revision.publish(user=user, skip_permission_checks=True)
    else:
        publish_workflow_state(workflow_state, user=user)
