"""Files in an object store behave as they do in a folder: private, and handed out as downloads."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404
from django.utils import timezone
from moto.server import ThreadedMotoServer

from mentorship.operations.backups.files import stored_names
from programmes.documents.keeping import (
    download_of,
    forget_document,
    forget_lost_documents,
    keep_document,
)
from programmes.documents.reading import Document
from programmes.people.pictures import Picture, forget_picture, open_picture, store_picture

ROOT = Path(__file__).resolve().parents[2]
PDF = b"%PDF-1.7 a page"
SAY_OPTIONS = """
import json, mentorship.settings as s
print(json.dumps(s.STORAGES["default"]))
"""


@pytest.fixture(scope="module")
def server():
    """An object store of our own, on a port of this machine."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(server, settings):
    """A private bucket, used as the settings would have it used."""
    environment = {
        **os.environ,
        "FILES_BUCKET": "mentoring-files",
        "FILES_ENDPOINT": server,
        "FILES_REGION": "eu-central-1",
        "FILES_ACCESS_KEY": "an-account",
        "FILES_SECRET_KEY": "its-password",
    }
    said = subprocess.run(
        [sys.executable, "-c", SAY_OPTIONS],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    client = boto3.client(
        "s3",
        endpoint_url=server,
        region_name="eu-central-1",
        aws_access_key_id="an-account",
        aws_secret_access_key="its-password",
    )
    client.create_bucket(
        Bucket="mentoring-files",
        CreateBucketConfiguration={"LocationConstraint": "eu-central-1"},
    )
    settings.STORAGES = {**settings.STORAGES, "default": json.loads(said)}
    yield client
    for each in client.list_objects_v2(Bucket="mentoring-files").get("Contents", []):
        client.delete_object(Bucket="mentoring-files", Key=each["Key"])
    client.delete_bucket(Bucket="mentoring-files")


@pytest.mark.django_db
def test_a_document_goes_into_the_store_and_comes_back_as_a_download(bucket, world):
    document = Document(content=PDF, filename="cv.pdf", content_type="application/pdf")
    stored = keep_document(document, organisation=world.organisation, by=world.mentor)

    (name,) = stored_names()
    response = download_of(stored)

    assert response.content == PDF
    assert response.headers["Content-Disposition"].startswith("attachment")
    grants = bucket.get_object_acl(Bucket="mentoring-files", Key=name)["Grants"]
    assert {grant["Grantee"]["Type"] for grant in grants} == {"CanonicalUser"}
    # What the store would sign is short-lived, and the product hands it to nobody.
    assert "X-Amz-Expires=60" in default_storage.url(name)

    forget_document(stored)
    with pytest.raises(Http404):
        download_of(stored)


@pytest.mark.django_db
def test_lost_documents_are_swept_out_of_the_store(bucket, world):
    document = Document(content=PDF, filename="cv.pdf", content_type="application/pdf")
    kept = keep_document(document, organisation=world.organisation, by=world.mentor)
    keep_document(document, organisation=world.organisation, by=world.mentor)
    soon = timezone.now() + timedelta(minutes=1)

    assert forget_lost_documents({kept.key}, before=soon - timedelta(hours=1)) == 0
    assert forget_lost_documents({kept.key}, before=soon) == 1

    assert len(list(stored_names())) == 1
    assert download_of(kept).content == PDF
    with pytest.raises(FileNotFoundError):
        default_storage.get_modified_time("documents/none")


def test_pictures_come_and_go(bucket):
    key = store_picture(Picture(large=b"large", small=b"small"))
    assert open_picture(key, "small") == b"small"
    forget_picture(key)
    assert open_picture(key, "small") is None


def test_two_files_of_one_name_never_replace_each_other(bucket):
    first = default_storage.save("documents/same", ContentFile(b"1"))
    second = default_storage.save("documents/same", ContentFile(b"2"))
    assert first != second
    with default_storage.open(first) as file:
        assert file.read() == b"1"
