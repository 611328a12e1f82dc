"""Keeping documents, and handing them back as downloads that no browser opens as a page."""

import hashlib
import uuid

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from mentorship.accounts.models import Organisation, Person
from programmes.documents.reading import Document
from programmes.models import StoredFile

_ROOT = "documents"


def keep_document(document: Document, *, organisation: Organisation, by: Person) -> StoredFile:
    """Store a document under a new random name. The caller says what it belongs to."""
    key = uuid.uuid4().hex
    default_storage.save(path_of(key), ContentFile(document.content))
    return StoredFile.objects.create(
        organisation=organisation,
        key=key,
        filename=document.filename,
        content_type=document.content_type,
        size=len(document.content),
        sha256=hashlib.sha256(document.content).hexdigest(),
        sent_by=by,
    )


def forget_document(stored: StoredFile) -> None:
    """Delete the bytes; the caller deletes the row. Nothing happens where they are gone."""
    default_storage.delete(path_of(stored.key))


def download_of(stored: StoredFile) -> HttpResponse:
    """Return a document as a download; 404 where its bytes are gone.

    Whoever calls has found out that the reader may have it.
    """
    try:
        with default_storage.open(path_of(stored.key)) as file:
            content: bytes = file.read()
    except FileNotFoundError as error:
        raise Http404 from error
    disposition = content_disposition_header(as_attachment=True, filename=stored.filename)
    headers = {
        "Content-Disposition": disposition or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=stored.content_type, headers=headers)


def path_of(key: str) -> str:
    """Return where a document is stored; the key is ours, never the file's own name."""
    return f"{_ROOT}/{key[:2]}/{key}"
