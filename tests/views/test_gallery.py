import pytest
from django.urls import reverse


@pytest.fixture
def gallery(client, settings, db):
    settings.DEMO, settings.DEBUG = True, False
    return client


def test_the_gallery_is_open_in_the_demo_and_nowhere_else(gallery, settings):
    assert gallery.get(reverse("gallery")).status_code == 200

    settings.DEMO = False

    assert gallery.get(reverse("gallery")).status_code == 404
    assert gallery.get(reverse("gallery-face", args=["portal"])).status_code == 404


@pytest.mark.parametrize("face", ["console", "portal", "sponsor", "public"])
def test_every_face_can_be_tried_in_other_clothes(gallery, face):
    page = gallery.get(reverse("gallery-face", args=[face]), {"theme": "dark", "dir": "rtl"})

    assert 'dir="rtl" data-theme="dark"' in page.content.decode()


def test_unknown_faces_and_clothes_are_not_worn(gallery):
    assert gallery.get(reverse("gallery-face", args=["mirror"])).status_code == 404
    page = gallery.get(reverse("gallery"), {"theme": '"><b>', "dir": "up"}).content.decode()
    assert "data-theme" not in page
    assert 'dir="ltr"' in page


def test_a_form_with_errors_says_so_in_the_title(gallery):
    page = gallery.get(reverse("gallery")).content.decode()

    assert "<title>Gallery" in page
    assert "6 things need another look" in page
