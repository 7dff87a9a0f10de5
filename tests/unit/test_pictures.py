"""Squares of pictures of any shape."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image

from ytchannel import pictures


def content(image: Image.Image, kind: str = "PNG", **more: Any) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **more)
    return stream.getvalue()


def made(source: bytes, fit: str) -> Image.Image:
    return Image.open(io.BytesIO(pictures.square(source, fit)))


@pytest.mark.parametrize("fit", ["crop", "pad"])
@pytest.mark.parametrize("size", [(1, 1), (1, 4000), (4000, 3), (640, 480), (480, 641)])
def test_whatever_the_shape_it_is_a_square(size: tuple[int, int], fit: str) -> None:
    square = made(content(Image.new("RGB", size, "navy")), fit)
    assert (square.format, square.width) == ("JPEG", square.height)
    assert square.width == min(2048, min(size) if fit == "crop" else max(size))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_each_way_to_hold_a_camera_is_turned_upright(orientation: int) -> None:
    """What a viewer that honours EXIF shows in the upper left corner is there."""
    upright = Image.new("RGB", (300, 300), "grey")
    upright.paste((250, 0, 0), (0, 0, 150, 150))
    upright.paste((0, 0, 250), (150, 0, 300, 150))
    turns: dict[int, list[Image.Transpose]] = {
        1: [], 2: [Image.Transpose.FLIP_LEFT_RIGHT], 3: [Image.Transpose.ROTATE_180],
        4: [Image.Transpose.FLIP_TOP_BOTTOM], 5: [Image.Transpose.TRANSPOSE], 6: [Image.Transpose.ROTATE_90],
        7: [Image.Transpose.TRANSVERSE], 8: [Image.Transpose.ROTATE_270],
    }  # fmt: skip
    stored = upright
    for turn in turns[orientation]:
        stored = stored.transpose(turn)
    exif = Image.Exif()
    exif[0x0112] = orientation
    square = made(content(stored, "JPEG", exif=exif, quality=95), "crop")
    left, right = square.getpixel((40, 40)), square.getpixel((260, 40))
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert left[0] > 200 > 60 > left[2]
    assert right[2] > 200 > 60 > right[0]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_colours_of_every_sort_are_read(mode: str) -> None:
    image = Image.new("I;16", (40, 30), 0) if mode == "I;16" else Image.new("RGB", (40, 30), "black").convert(mode)
    assert made(content(image), "crop").getpixel((15, 15)) == (0, 0, 0)
    assert made(content(Image.new("CMYK", (40, 30), (0, 0, 0, 255)), "JPEG"), "pad").getpixel((20, 20)) == (0, 0, 0)


def test_what_is_transparent_becomes_white() -> None:
    assert made(content(Image.new("RGBA", (40, 30), (0, 0, 0, 0))), "crop").getpixel((15, 15)) == (255, 255, 255)


def test_the_same_picture_gives_the_same_bytes_below_two_megabytes() -> None:
    """Noise is the worst that a picture can be."""
    noise = content(Image.effect_noise((3000, 2500), 200).convert("RGB"), "JPEG", quality=95)
    first = pictures.square(noise, "crop")
    assert first == pictures.square(noise, "crop")
    assert len(first) < 2_000_000
    assert pictures.square(noise, "pad") != first


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_is_damaged_is_refused(kind: str) -> None:
    whole = content(Image.effect_noise((300, 200), 90).convert("RGB"), kind)
    assert made(whole, "crop").size == (200, 200)
    with pytest.raises(pictures.PictureError):
        pictures.square(whole[: len(whole) // 2], "crop")


def test_a_colour_profile_goes_along() -> None:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    source = content(Image.new("RGB", (40, 30), "navy"), "JPEG", icc_profile=profile)
    assert made(source, "crop").info["icc_profile"] == profile


@pytest.mark.parametrize("fit", ["crop", "pad"])
@pytest.mark.parametrize("size", [(1, 1), (1, 4000), (4000, 3), (640, 480), (320, 180), (2560, 1440)])
def test_whatever_the_shape_it_becomes_a_thumbnail(size: tuple[int, int], fit: str) -> None:
    made = Image.open(io.BytesIO(pictures.wide(content(Image.new("RGB", size, "navy")), fit)))
    assert (made.format, made.size) == ("JPEG", (1280, 720))


def test_crop_cuts_the_middle_out_and_pad_keeps_all() -> None:
    image = Image.new("RGB", (900, 900), "navy")
    image.paste("white", (0, 0, 900, 60))
    cropped, padded = (
        Image.open(io.BytesIO(pictures.wide(content(image), fit))).convert("L") for fit in ("crop", "pad")
    )
    assert cropped.getpixel((640, 5)) < 60  # type: ignore[operator]
    assert padded.getpixel((640, 5)) > 200  # type: ignore[operator]


def test_a_thumbnail_is_always_light() -> None:
    noise = content(Image.effect_noise((3000, 2500), 200).convert("RGB"), "PNG")
    first = pictures.wide(noise, "crop")
    assert first == pictures.wide(noise, "crop")
    assert len(first) < 2_000_000


@pytest.mark.parametrize("kind", ["GIF", "BMP", "WEBP"])
def test_what_moves_becomes_what_it_begins_with(kind: str) -> None:
    first, second = Image.new("RGB", (320, 180), "white"), Image.new("RGB", (320, 180), "black")
    more = {} if kind == "BMP" else {"save_all": True, "append_images": [second]}
    made = Image.open(io.BytesIO(pictures.wide(content(first, kind, **more), "crop")))
    assert made.convert("L").getpixel((640, 360)) > 250  # type: ignore[operator]
