"""What a cover sends is the picture that was planned, or nothing."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from ytchannel.errors import MediaError, Place
from ytchannel.kinds import COVER
from ytchannel.model import Picture, Section

if TYPE_CHECKING:
    from pathlib import Path

    from ytchannel.plan import Change


def planned(file: Path, fit: str | None = None) -> Change:
    section = Section("tin", "Tin cơ sở", Place("playlists.yaml", 1, 1), cover=Picture(file, fit))
    wanted = COVER.wanted(section)
    assert wanted is not None
    return COVER.missing(wanted, None)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    stream = io.BytesIO()
    Image.new("RGB", (300, 200), "firebrick").save(stream, "PNG")
    (tmp_path / "ảnh.png").write_bytes(stream.getvalue())
    return tmp_path / "ảnh.png"


def test_a_file_that_was_edited_since_the_plan_is_not_sent(file: Path) -> None:
    change = planned(file)
    file.write_bytes(file.read_bytes() + b"more")
    with pytest.raises(MediaError) as caught:
        COVER.call(change, str)
    assert caught.value.code == "file-changed"
    file.unlink()
    with pytest.raises(MediaError) as caught:
        COVER.call(change, str)
    assert caught.value.code == "file-unreadable"


def test_what_turns_out_to_be_no_picture_is_not_sent(file: Path) -> None:
    file.write_bytes(b"no picture")
    with pytest.raises(MediaError) as caught:
        COVER.call(planned(file, "crop"), str)
    assert caught.value.code == "picture-unusable"


def test_another_way_to_make_it_square_is_another_picture(file: Path) -> None:
    known = {planned(file, fit).wanted.fields["sha256"] for fit in (None, "crop", "pad")}
    assert len(known) == 3
