"""A paper, to those who may read it."""

from __future__ import annotations

import logging

from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from .models import Document
from .parts import may_read, path_of

logger = logging.getLogger(__name__)


@require_safe
def paper(request, public_id):
    """Hand a paper over as a file; 404 to who may not read it.

    A picture is shown in the browser where ``?shown`` asks for it; a PDF never.
    """
    document = Document.objects.filter(public_id=public_id).first()
    if document is None or not may_read(request.user, document):
        raise Http404
    try:
        content = path_of(document.sha256).open("rb")
    except OSError as error:
        logger.exception("the file of document %s cannot be read", document.public_id)
        raise Http404 from error
    is_shown = "shown" in request.GET and document.is_picture()
    response = FileResponse(
        content,
        as_attachment=not is_shown,
        filename=document.name,
        content_type=document.media_type,
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
