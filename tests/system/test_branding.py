"""What the channel says of itself is declared like everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.system.test_undo import go_back

if TYPE_CHECKING:
    from tests.system.conftest import Folder


def about(folder: Folder) -> dict[str, Any]:
    (channel,) = folder.items("channels?part=brandingSettings&mine=true")
    return dict(channel["brandingSettings"]["channel"])


def declare(folder: Folder, branding: str) -> None:
    folder.replace("  timezone:", f"  branding: {branding}\n  timezone:")


@pytest.fixture
def channel(folder: Folder) -> Folder:
    """A synced channel of which something is said that nobody declares."""
    assert folder.sync().code == 0
    (found,) = folder.items("channels?part=id&mine=true")
    settings = {"channel": {"trackingAnalyticsAccountId": "UA-1-1", "country": "VN", "keywords": 'cũ "hai từ"'}}
    body = {"id": found["id"], "brandingSettings": settings}
    folder.request("PUT", "channels?part=brandingSettings", body)
    return folder


def test_declared_fields_are_written_and_the_others_carried(channel: Folder) -> None:
    """channels.update replaces the part as a whole."""
    declare(channel, '{description: "Kênh của Khối", keywords: [tin tức, Hải Phòng, 5G], language: vi}')
    result = channel.sync()
    assert [(c["action"], c["kind"], c["units"]) for c in result.json["changes"]] == [("update", "branding", 50)]
    assert result.json["changes"][0]["fields"]["keywords"] == {
        "old": ["cũ", "hai từ"], "new": ["tin tức", "Hải Phòng", "5G"]
    }  # fmt: skip
    now = about(channel)
    assert now["description"] == "Kênh của Khối"
    assert now["keywords"] == '"tin tức" "Hải Phòng" 5G'
    assert (now["defaultLanguage"], now["country"], now["trackingAnalyticsAccountId"]) == ("vi", "VN", "UA-1-1")
    assert channel.sync().json["changes"] == []


def test_it_is_taken_back(channel: Folder) -> None:
    before = about(channel)
    declare(channel, "{description: Khác, keywords: [khác], language: en, country: de}")
    assert channel.sync().code == 0
    assert about(channel)["country"] == "DE"
    assert go_back(channel)["notes"] == []
    assert about(channel) == before


@pytest.mark.parametrize(
    "branding", ["{keywords: ['a\"b']}", "{country: Vietnam}", f"{{description: '{'ộ' * 1001}'}}", "{title: A}"]
)
def test_what_youtube_would_refuse_is_a_problem_of_the_file(channel: Folder, branding: str) -> None:
    declare(channel, branding)
    channel.steer("DELETE", "journal")
    result = channel.sync()
    assert result.code == 3
    assert "playlists.yaml:" in result.err
    assert channel.journal() == []


def test_keywords_come_back_as_they_were_declared(channel: Folder) -> None:
    """Blanks at the ends are dropped, and those of any sort inside are quoted: nothing is written twice."""
    declare(channel, '{keywords: [" tin tức ", "a\\u00a0b"]}')
    assert channel.sync().code == 0
    assert channel.sync().json["changes"] == []
