"""A scan beside the application, to those who may read it."""

from __future__ import annotations

import logging

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from marketplace.documents.models import Document
from marketplace.documents.parts import may_read, path_of

logger = logging.getLogger(__name__)

# The paper may be framed by our own page, and loads and runs nothing.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"


@require_safe
def paper(request, public_id):
    """Show an agency's paper in its frame; 404 to who may not read it."""
    document = get_object_or_404(Document, public_id=public_id, stream__startswith="agency:")
    if not may_read(request.user, document):
        raise Http404
    try:
        content = path_of(document.sha256).open("rb")
    except OSError as error:
        logger.exception("the file of document %s cannot be read", document.public_id)
        raise Http404 from error
    response = FileResponse(content, filename=document.name, content_type=document.media_type)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Content-Security-Policy"] = POLICY
    return response
