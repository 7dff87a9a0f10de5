"""Pictures as Pillow reads them: whether one is whole, its size, and the square that is made of one of any shape."""

from __future__ import annotations

import struct
import warnings
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image as Picture

TAKEN = ("JPEG", "PNG")
"""The forms that YouTube takes."""

READ = (*TAKEN, "WEBP", "GIF", "BMP")
"""The forms that a fitting one can be made of."""

SIDE = 2048
"""The longest side of a square that is made; a smaller picture is not enlarged."""

WIDE = (1280, 720)
"""What a thumbnail is made into."""

_LIGHT = 2_000_000  # bytes, which YouTube took until September 2026
_JPEG_END = b"\xff\xd9"
_QUALITIES = (92, 85, 75, 60)  # of JPEG, the first that is light


class PictureError(ValueError):
    """No picture of the forms that are read, or one that is not whole, vast when it is unpacked, or moving."""

    def __init__(self, reason: Literal["unknown", "broken", "vast", "moving"]) -> None:
        super().__init__(reason)
        self.reason = reason


def size(content: bytes, forms: tuple[str, ...]) -> tuple[int, int]:
    """Width and height of a whole picture. Raises PictureError; one that moves is fit only for what is made of it.

    Unpacked is only what does not tell by its checksums, or its last bytes, that nothing is missing.
    """
    with _opened(BytesIO(content), forms) as picture:
        found = picture.size
        if picture.format == "PNG" and forms == TAKEN and getattr(picture, "is_animated", False):
            raise PictureError("moving")
        if picture.format == "PNG":
            picture.verify()
        elif picture.format != "JPEG" or not content.endswith(_JPEG_END):
            picture.draft(None, (1, 1))  # an eighth of a JPEG's width and height is enough for that
            picture.load()
        return found


def square(content: bytes, fit: str) -> bytes:
    """A JPEG made of a picture, upright as its camera held it: `crop` cuts out its middle, `pad` keeps all of it.

    What `pad` leaves free is filled with the picture itself, blurred. The same picture gives the same bytes, as long as
    Pillow is the same. Raises PictureError.
    """
    whole, profile = _whole(content, (SIDE, SIDE))
    side = min(SIDE, min(whole.size) if fit == "crop" else max(whole.size))
    return _light(_fitted(whole, (side, side), fit), profile)


def wide(content: bytes, fit: str) -> bytes:
    """The same in 1280 × 720 points, for a thumbnail; a smaller picture is enlarged. Raises PictureError."""
    whole, profile = _whole(content, (2 * WIDE[0], 2 * WIDE[0]))
    return _light(_fitted(whole, WIDE, fit), profile)


def _whole(content: bytes, enough: tuple[int, int]) -> tuple[Picture, bytes | None]:
    """The picture, upright and opaque, with its colour profile. One that is larger than `enough` may come smaller."""
    with _opened(BytesIO(content), READ) as picture:
        picture.draft(None, enough)
        whole = _opaque(_upright(picture))
        # Colours of another mode than the picture's own are no longer those that its profile describes.
        return whole, picture.info.get("icc_profile") if picture.mode == "RGB" else None


def _fitted(whole: Picture, size: tuple[int, int], fit: str) -> Picture:
    from PIL import Image, ImageFilter, ImageOps

    if fit == "crop":
        return ImageOps.fit(whole, size, Image.Resampling.LANCZOS)
    ground = ImageOps.fit(whole, (64, 64 * size[1] // size[0])).filter(ImageFilter.GaussianBlur(6))
    made = ground.resize(size, Image.Resampling.BICUBIC)
    whole = ImageOps.contain(whole, size, Image.Resampling.LANCZOS)
    made.paste(whole, ((size[0] - whole.width) // 2, (size[1] - whole.height) // 2))
    return made


@contextmanager
def _opened(stream: BytesIO, forms: tuple[str, ...]) -> Iterator[Picture]:
    """The picture, its errors as ours."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # of oddities in what a camera says, and of half a bomb: a whole one is an error
            with Image.open(stream, formats=forms) as picture:
                yield picture
    except PictureError:
        raise
    except UnidentifiedImageError:
        raise PictureError("unknown") from None
    except Image.DecompressionBombError:
        raise PictureError("vast") from None
    except (OSError, SyntaxError, ValueError, EOFError, struct.error):
        raise PictureError("broken") from None


def _upright(picture: Picture) -> Picture:
    """As its camera held it (EXIF, Orientation). Pillow's own way writes EXIF anew, and fails where that is odd."""
    from PIL.ExifTags import Base
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    turn = turns.get(picture.getexif().get(Base.Orientation, 1))
    return picture if turn is None else picture.transpose(turn)


def _opaque(picture: Picture) -> Picture:
    """In red, green and blue, on white where it is transparent."""
    from PIL import Image

    if not picture.has_transparency_data:
        return picture.convert("RGB")
    ground = Image.new("RGBA", picture.size, "white")
    ground.alpha_composite(picture.convert("RGBA"))
    return ground.convert("RGB")


def _light(picture: Picture, profile: bytes | None) -> bytes:
    """As JPEG, as good as is light enough."""
    made = b""
    for quality in _QUALITIES:
        stream = BytesIO()
        picture.save(stream, "JPEG", quality=quality, icc_profile=profile)
        made = stream.getvalue()
        if len(made) <= _LIGHT:
            break
    return made
