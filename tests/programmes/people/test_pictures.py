"""What is uploaded as a picture is believed in nothing, and drawn anew."""

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from programmes.people import pictures
from programmes.people.pictures import PictureRefusedError, read_picture

HERE = 0x8825  # where a camera writes the place


def file_of(image, kind="JPEG", **kwargs):
    file = io.BytesIO()
    image.save(file, kind, **kwargs)
    return file.getvalue()


def upload(content, name="me.jpg"):
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def png_header(width, height):
    """Return a PNG of a few bytes that claims to be as large as one likes."""

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_becomes_two_square_ones(kind):
    picture = read_picture(upload(file_of(Image.new("RGB", (800, 300), "teal"), kind)))

    for content, side in ((picture.large, 512), (picture.small, 96)):
        with Image.open(io.BytesIO(content)) as drawn:
            assert (drawn.format, drawn.size) == ("WEBP", (side, side))


def test_what_the_camera_wrote_is_gone_and_the_picture_stands_upright():
    image = Image.new("RGB", (400, 200), "white")
    image.paste("black", (0, 0, 400, 100))  # the camera was held sideways: black is left, then
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[HERE] = {1: "N", 2: (51.0, 30.0, 0.0)}
    exif[0x010F] = "Secret Camera"

    picture = read_picture(upload(file_of(image, exif=exif, quality=95)))

    assert b"Secret Camera" not in picture.large
    with Image.open(io.BytesIO(picture.large)) as drawn:
        assert not drawn.getexif()
        assert not {"exif", "icc_profile", "xmp"} & set(drawn.info)
        assert drawn.getpixel((500, 256))[0] < 60
        assert drawn.getpixel((10, 256))[0] > 200


def test_what_shines_through_becomes_white():
    picture = read_picture(upload(file_of(Image.new("RGBA", (200, 200), (0, 0, 0, 0)), "PNG")))
    with Image.open(io.BytesIO(picture.large)) as drawn:
        assert min(drawn.getpixel((100, 100))[:3]) > 250


GOOD = file_of(Image.effect_noise((400, 400), 60).convert("RGB"))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00" + b"\0" * 500, "not a JPEG, PNG or WebP"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "not a JPEG, PNG or WebP"),
        (file_of(Image.new("P", (200, 200)), "GIF"), "not a JPEG, PNG or WebP"),
        (b"GIF89a\xff\xff\xff\xff" + b"\0" * 100, "not a JPEG, PNG or WebP"),
        (b"%PDF-1.7", "not a JPEG, PNG or WebP"),
        (GOOD[: len(GOOD) // 2], "damaged or cut short"),
        (b"\xff\xd8\xff" + b"<script>alert(1)</script>", "damaged or cut short"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "damaged or cut short"),
        (png_header(60_000, 60_000), "too many pixels"),
        (png_header(9_000, 9_000), "too many pixels"),
        (png_header(300, 300), "damaged or cut short"),
        (file_of(Image.new("RGB", (40, 400))), "too small"),
    ],
)
def test_anything_else_gets_a_sentence(content, words):
    with pytest.raises(PictureRefusedError) as refused:
        read_picture(upload(content))
    assert words in str(refused.value.sentence)


def test_a_file_that_is_too_large_is_not_even_read(monkeypatch):
    class Huge(SimpleUploadedFile):
        def read(self, *_args):
            raise AssertionError("it was read")

    huge = Huge("me.jpg", b"\xff\xd8\xff")
    huge.size = 60 * pictures.MEGABYTE
    with pytest.raises(PictureRefusedError, match="10 MB"):
        read_picture(huge)
