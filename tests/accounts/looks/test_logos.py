"""A logo is drawn anew, and what is no picture is refused in words."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin

from mentorship.accounts.looks.logos import LogoRefusedError, read_logo


def png(size=(300, 90), **more):
    out = io.BytesIO()
    Image.new("RGBA", size, (200, 30, 60, 128)).save(out, "PNG", **more)
    return out.getvalue()


def upload(content, name="logo.png"):
    return SimpleUploadedFile(name, content, content_type="image/png")


def test_what_was_written_into_a_picture_is_gone_and_it_still_shines_through():
    note = PngImagePlugin.PngInfo()
    note.add_text("Author", "somebody private")
    drawn = read_logo(upload(png(pnginfo=note)))
    assert b"somebody private" not in drawn
    with Image.open(io.BytesIO(drawn)) as image:
        assert (image.format, image.size, image.getpixel((0, 0))[3]) == ("PNG", (300, 90), 128)


def test_a_large_logo_is_made_smaller():
    with Image.open(io.BytesIO(read_logo(upload(png((2000, 400)))))) as image:
        assert image.width <= 480
        assert image.height <= 120


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<?xml version='1.0'?><svg/>",
        b"GIF89a" + bytes(40),
        b"",
        b"not a picture",
        png()[:80],
        png((300, 10)),
        png((5000, 4000)),
    ],
)
def test_what_is_no_logo_is_refused_with_a_sentence(content):
    with pytest.raises(LogoRefusedError) as refused:
        read_logo(upload(content))
    assert str(refused.value).endswith(".")


def test_a_file_too_large_is_not_even_read():
    with pytest.raises(LogoRefusedError, match="2 MB"):
        read_logo(upload(bytes(2 * 1024 * 1024 + 1)))
