"""What the database keeps of documents."""

from ..triggers import append_only

TRIGGERS = append_only("marketplace_documents_document")
