"""Papers of a draft: attached and taken off by its owner, frozen with the notice."""

from django.utils.translation import gettext_lazy as _

from marketplace.documents.domain.upload import Upload
from marketplace.documents.parts import keep_document
from marketplace.kernel.refusal import Refusal
from marketplace.models import Event
from marketplace.transaction import command

from ..models import Attachment, Notice
from ..parts import require_draft

MOST_ATTACHMENTS = 20
MOST_BYTES = 100 * 1024 * 1024
ATTACHMENT = "attachment"


def attach_paper(*, notice_id, upload: Upload, by, at) -> Attachment:
    """Attach a paper to a draft.

    Raises:
        Refusal: ``notice.in_review``, ``notice.frozen``, ``attachment.too_many``,
            ``attachment.too_large``, ``attachment.repeated`` or ``record.invalid``.
    """
    with command():
        notice = Notice.objects.locked(notice_id)
        require_draft(notice)
        _require_room(notice, upload)
        document = keep_document(
            stream=notice.stream, purpose=ATTACHMENT, upload=upload, by=by, at=at
        )
        attachment = notice.attachments.create(document=document)
        private = {"attached": document.name, "sha256": document.sha256}
        Event.append(notice.stream, "notice.revised", at=at, by=by, private=private)
    return attachment


def copy_papers(*, notice_id, earlier_id, by, at) -> int:
    """Attach the papers of an earlier notice of the same owner to a draft; return how many.

    Raises:
        Refusal: ``notice.in_review`` or ``notice.frozen``.
    """
    with command():
        notice = Notice.objects.locked(notice_id)
        require_draft(notice)
        kept = set(notice.attachments.values_list("document", flat=True))
        earlier = Attachment.objects.filter(notice=earlier_id, notice__owner=notice.owner_id)
        found = [row for row in earlier.order_by("pk") if row.document_id not in kept]
        for row in found:
            notice.attachments.create(document_id=row.document_id)
        private = {"copied_papers": len(found)}
        Event.append(notice.stream, "notice.revised", at=at, by=by, private=private)
    return len(found)


def detach_paper(*, notice_id, attachment_id, by, at) -> None:
    """Take a paper off a draft again.

    Raises:
        Refusal: ``notice.in_review``, ``notice.frozen`` or ``attachment.gone``.
    """
    with command():
        notice = Notice.objects.locked(notice_id)
        require_draft(notice)
        attachment = notice.attachments.filter(pk=attachment_id).first()
        if attachment is None:
            raise Refusal(
                "attachment.gone",
                _("Nothing was taken off: the paper is not attached any more."),
                _("Reload the page to see what is."),
            )
        attachment.delete()
        private = {"detached": attachment.document.name, "sha256": attachment.document.sha256}
        Event.append(notice.stream, "notice.revised", at=at, by=by, private=private)


def _require_room(notice: Notice, upload: Upload) -> None:
    documents = [each.document for each in notice.attachments.select_related("document")]
    if len(documents) >= MOST_ATTACHMENTS:
        raise Refusal(
            "attachment.too_many",
            _("“%(name)s” was not attached: a notice has at most %(most)d papers.")
            % {"name": upload.name, "most": MOST_ATTACHMENTS},
            _("Take one off first, or put several into one PDF."),
        )
    if sum(each.size for each in documents) + upload.size > MOST_BYTES:
        raise Refusal(
            "attachment.too_large",
            _("“%(name)s” was not attached: together the papers would be above %(most)d MB.")
            % {"name": upload.name, "most": MOST_BYTES // (1024 * 1024)},
            _("Take one off first, or scan with fewer dots an inch."),
        )
    if any(each.sha256 == upload.sha256 for each in documents):
        raise Refusal(
            "attachment.repeated",
            _("“%(name)s” was not attached: the same paper is there already.")
            % {"name": upload.name},
            _("Choose another file."),
        )
