"""Texts that are filled in, from the list to the channel and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.system.test_pull import again
from tests.system.test_upload import MP4

if TYPE_CHECKING:
    from tests.system.conftest import Folder

VIDEOS = """\
videos:
  - file: a.mp4
    title: Bản tin {{ number }}   # đếm
    description: |
      Toàn cảnh.
    sections: [tin-co-so]
  - file: b.mp4
    title: Bản tin {{ number }} ({{ date }})
    sections: [tin-co-so]
"""


@pytest.fixture
def up(folder: Folder) -> Folder:
    """Two videos whose texts were filled in."""
    folder.replace(
        "defaults:\n", 'defaults:\n  title: "{{ title }} | {{ section.title }}"\n'
        '  description: "{{ description }}\\n\\nTheo dõi {{ channel.handle }}"\n'
    )  # fmt: skip
    folder.sync()
    for name in "ab":
        (folder.path / f"{name}.mp4").write_bytes(MP4.read_bytes() + name.encode())
    folder.write("videos.yaml", VIDEOS)
    folder.steer("PUT", "settings", {"now": "2026-11-24T07:00:00Z"})
    result = folder.upload()
    assert result.code == 0, result.err
    return folder


def titles(folder: Folder) -> dict[str, str]:
    return {video["snippet"]["title"]: video["snippet"]["description"] for video in folder.videos()}


def test_what_is_filled_in_goes_up_once_and_stays(up: Folder) -> None:
    assert {name.partition(" (")[0]: text for name, text in titles(up).items()} == {
        "Bản tin 1 | Tin cơ sở": "Toàn cảnh.\n\nTheo dõi @danguykhoidoanhnghiephp",
        "Bản tin 2": "Theo dõi @danguykhoidoanhnghiephp",
    }
    for day in (24, 29):  # another day: what was filled in with today stays
        up.steer("PUT", "settings", {"now": f"2026-11-{day}T09:00:00Z"})
        assert up.run("upload", "--sandbox", "--dry-run", "--json").json["changes"] == []
    again(up)
    assert (up.path / "videos.yaml").read_text("utf-8") == VIDEOS


def edit(folder: Folder, old: str, **new: str) -> None:
    """Somebody edits a video in Studio."""
    (video,) = [each for each in folder.videos() if each["snippet"]["title"] == old]
    folder.request("PUT", "videos?part=snippet", {"id": video["id"], "snippet": video["snippet"] | new})


def test_pull_takes_a_new_text_out_of_what_a_default_puts_around_it(up: Folder) -> None:
    edit(up, "Bản tin 1 | Tin cơ sở", description="Mới {{ đây }}.\n\nTheo dõi @danguykhoidoanhnghiephp")
    again(up)
    text = (up.path / "videos.yaml").read_text("utf-8")
    assert text == VIDEOS.replace("description: |\n      Toàn cảnh.", "description: |-\n      Mới {{{{ đây }}.")
    assert up.run("upload", "--sandbox", "--dry-run", "--json").json["changes"] == []


def test_pull_says_wrap_false_where_the_default_is_not_around_the_text(up: Folder) -> None:
    edit(up, "Bản tin 1 | Tin cơ sở", title="Khác hẳn")
    again(up)
    text = (up.path / "videos.yaml").read_text("utf-8")
    assert "title: Khác hẳn " in text
    assert "# đếm" in text
    assert "wrap: false" in text
    assert "Toàn cảnh.\n\n      Theo dõi @danguykhoidoanhnghiephp" in text
    assert up.run("upload", "--sandbox", "--dry-run", "--json").json["changes"] == []
