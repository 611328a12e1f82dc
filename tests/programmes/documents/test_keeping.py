"""Documents are kept under our own names, and handed back as downloads only."""

import os
import time

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404

from programmes.documents.keeping import download_of, forget_document, keep_document, path_of
from programmes.documents.reading import Document, read_document
from programmes.tasks import sweep_lost_documents
from tests.programmes.documents.test_reading import A_PDF

NAME = 'evil".html\r\nSet-Cookie: a=b\r\n\r\n<script>.pdf'


def keep(world, document=None):
    document = document or Document(A_PDF, "letter.pdf", "application/pdf")
    return keep_document(document, organisation=world.organisation, by=world.mentor)


def test_what_is_kept_is_served_so_that_no_browser_opens_it_as_a_page(world):
    upload = SimpleUploadedFile("x", A_PDF)
    upload._name = NAME
    stored = keep(world, read_document(upload))
    response = download_of(stored)
    assert response.content == A_PDF
    assert response["Content-Disposition"].startswith("attachment;")
    assert "\r" not in response["Content-Disposition"]
    assert "Set-Cookie" not in response.headers
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in response["Cache-Control"]


def test_what_is_gone_is_not_found(world):
    stored = keep(world)
    forget_document(stored)
    forget_document(stored)
    with pytest.raises(Http404):
        download_of(stored)


def test_bytes_that_no_row_knows_are_swept_after_a_day(world):
    known, lost, young = keep(world), keep(world), keep(world)
    two_days_ago = time.time() - 2 * 86_400
    for stored in (known, lost):
        os.utime(default_storage.path(path_of(stored.key)), (two_days_ago, two_days_ago))
    for stored in (lost, young):
        stored.delete()
    sweep_lost_documents()
    sweep_lost_documents()
    assert [default_storage.exists(path_of(each.key)) for each in (known, lost, young)] == [
        True,
        False,
        True,
    ]
