"""The product can be installed on a phone, and keeps nothing of anybody there."""

import io
import json
import re

from django.urls import reverse
from PIL import Image


def manifest_of(client, address):
    response = client.get(address)
    assert response.headers["Content-Type"] == "application/manifest+json"
    return json.loads(response.content)


def test_the_manifest_has_all_that_phones_ask_for(client, db):
    manifest = manifest_of(client, "/manifest.webmanifest")
    assert manifest["id"] == "/"
    assert (manifest["display"], manifest["scope"]) == ("standalone", "/")
    purposes = {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]}
    assert {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")} <= purposes
    for icon in manifest["icons"]:
        answer = client.get(icon["src"])
        with Image.open(io.BytesIO(answer.content)) as image:
            assert f"{image.width}x{image.height}" == icon["sizes"]


def test_an_organisation_is_an_app_of_its_own_name_and_colour(world, client):
    house = world.organisation
    house.accent_light = "#6a1b9a"
    house.save()
    manifest = manifest_of(client, reverse("look-manifest", args=(house.pk, house.look_version)))
    assert manifest["name"].startswith("Guildhall")
    assert manifest["theme_color"] == "#6a1b9a"
    icon = client.get(manifest["icons"][0]["src"])
    with Image.open(io.BytesIO(icon.content)) as image:
        assert image.convert("RGB").getpixel((1, 1)) == (0x6A, 0x1B, 0x9A)


def test_the_worker_keeps_static_files_and_one_page_of_nobody(client, db):
    response = client.get("/worker.js")
    assert response.headers["Content-Type"].startswith("text/javascript")
    assert response.headers["Cache-Control"] == "no-cache"
    kept = json.loads(re.search(r"const KEPT = (\{.*?\});", response.content.decode())[1])
    assert all(address.startswith("/static/") for address in kept["files"])
    assert kept["offline"] == "/offline/"


def test_the_page_for_later_is_the_same_for_everybody(world, client_of, client):
    nobody = client.get("/offline/").content
    assert client_of(world.mentee).get("/offline/").content == nobody
    assert b"Guildhall" not in nobody
    assert b"csrf" not in nobody.lower()


def test_pages_may_start_a_worker_of_our_own_and_no_other(client, db):
    assert "worker-src 'self'" in client.get("/offline/").headers["Content-Security-Policy"]
