"""Keeping documents, and handing them back as downloads that no browser opens as a page."""

import hashlib
import uuid
from collections.abc import Collection
from datetime import datetime
from pathlib import PurePath

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


def forget_lost_documents(known: Collection[str], *, before: datetime) -> int:
    """Delete bytes last written before a moment that belong to no row; return how many."""
    try:
        folders, _files = default_storage.listdir(_ROOT)
    except FileNotFoundError:
        return 0
    keys = (key for folder in folders for key in default_storage.listdir(f"{_ROOT}/{folder}")[1])
    return sum(_forget_lost(path_of(key), before) for key in keys if key not in known)


def _forget_lost(path: str, before: datetime) -> bool:
    """Delete one file unless it is too young; one that is gone already is no loss."""
    try:
        is_lost = default_storage.get_modified_time(path) < before
    except FileNotFoundError:
        return False
    if is_lost:
        default_storage.delete(path)
    return is_lost


def download_of(stored: StoredFile, *, called: str = "") -> HttpResponse:
    """Return a document as a download; 404 where its bytes are gone.

    Whoever calls has found out that the reader may have it; `called` stands for a name that the
    reader may not know.
    """
    try:
        with default_storage.open(path_of(stored.key)) as file:
            content: bytes = file.read()
    except FileNotFoundError as error:
        raise Http404 from error
    filename = f"{called}{PurePath(stored.filename).suffix}" if called else stored.filename
    disposition = content_disposition_header(as_attachment=True, filename=filename)
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
