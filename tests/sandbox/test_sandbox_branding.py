"""channels.update and what channels.list then shows; banners."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sandbox_driver import Request, read
from sandbox_media import picture

from ytchannel.sandbox.discovery.document import youtube

if TYPE_CHECKING:
    from sandbox_driver import Answer, Driver

EVERYTHING = "brandingSettings,contentDetails,contentOwnerDetails,id,localizations,snippet,statistics,status"


def mine(tube: Driver, part: str = EVERYTHING, **query: Any) -> dict[str, Any]:
    return dict(tube.call("channels.list", part=part, mine="true", **query).body["items"][0])


def update(tube: Driver, part: str, **body: Any) -> Answer:
    return tube.call("channels.update", {"id": mine(tube, "id")["id"], **body}, part=part)


def brand(tube: Driver, **settings: Any) -> Answer:
    return update(tube, "brandingSettings", brandingSettings={"channel": settings})


FULL = {
    "description": "Kênh của Đảng ủy Khối",
    "keywords": '"tin tức" "Hải Phòng"',
    "defaultLanguage": "vi",
    "country": "VN",
    "trackingAnalyticsAccountId": "G-ABCDEF",
}


def test_the_settings_of_a_channel_are_shown_in_both_of_their_places(tube: Driver) -> None:
    got = brand(tube, **FULL)
    assert got.body["brandingSettings"]["channel"] == {"title": "Kênh thử nghiệm", **FULL}
    shown = mine(tube)
    assert shown["brandingSettings"]["channel"] == {"title": "Kênh thử nghiệm", **FULL}
    snippet = shown["snippet"]
    assert (snippet["description"], snippet["country"], snippet["defaultLanguage"]) == (FULL["description"], "VN", "vi")
    assert snippet["localized"] == {"title": "Kênh thử nghiệm", "description": FULL["description"]}


def test_an_update_deletes_the_settings_that_it_leaves_out(tube: Driver) -> None:
    """Each named part is replaced as a whole (facts 2.4): the description alone wipes keywords and country."""
    brand(tube, **FULL)
    brand(tube, description="Mới")
    assert mine(tube)["brandingSettings"]["channel"] == {"title": "Kênh thử nghiệm", "description": "Mới"}
    assert not {"country", "defaultLanguage"} & set(mine(tube)["snippet"])


def test_the_title_cannot_be_changed_but_may_be_sent_along(tube: Driver) -> None:
    """400 channelTitleUpdateForbidden (facts 5.3)."""
    got = brand(tube, title="Tên khác")
    assert got.refused == (400, "channelTitleUpdateForbidden")
    assert got.where == "body.brandingSettings.channel.title"
    assert brand(tube, title="Kênh thử nghiệm", description="Mới").status == 200


def test_deprecated_settings_are_taken_and_ignored(tube: Driver) -> None:
    assert brand(tube, moderateComments=True, showRelatedChannels=True, profileColor="#ff0000").status == 200
    assert mine(tube)["brandingSettings"]["channel"] == {"title": "Kênh thử nghiệm"}


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("description", "ộ" * 1000, "ộ" * 1001),
        ("country", "JP", "XX"),
        ("defaultLanguage", "en-GB", "nb"),
    ],
)
def test_settings_have_to_be_valid(tube: Driver, name: str, good: str, bad: str) -> None:
    """400 brandingValidationError (facts 5.3)."""
    assert brand(tube, **{name: good}).status == 200
    got = brand(tube, **{name: bad})
    assert got.refused == (400, "brandingValidationError")
    assert got.where == f"body.brandingSettings.channel.{name}"
    assert mine(tube)["brandingSettings"]["channel"][name] == good


def test_too_many_keywords_are_a_generic_400(tube: Driver) -> None:
    """500 characters of channel keywords, then a 400 that names no field (facts 2.1)."""
    assert brand(tube, keywords="ừ" * 500).status == 200
    got = brand(tube, keywords="ừ" * 501)
    assert (got.refused, got.where) == ((400, "badRequest"), "")


def test_a_trailer_is_a_video_of_the_channel_that_others_can_see(tube: Driver) -> None:
    seen, private = tube.video(status={"privacyStatus": "unlisted"}), tube.video(status={"privacyStatus": "private"})
    assert brand(tube, unsubscribedTrailer=seen).status == 200
    for wrong in (private, "nobody"):
        assert brand(tube, unsubscribedTrailer=wrong).refused == (400, "brandingValidationError")
    assert mine(tube)["brandingSettings"]["channel"]["unsubscribedTrailer"] == seen


# Localizations.


def test_localizations_need_a_default_language_and_are_shown_by_hl(tube: Driver) -> None:
    """400 defaultLanguageNotSetError (the page of channels.update)."""
    english = {"en": {"title": "Test channel", "description": "News"}}
    assert update(tube, "localizations", localizations=english).refused == (400, "defaultLanguageNotSetError")
    brand(tube, **FULL)
    assert update(tube, "localizations", localizations=english).body["localizations"] == english
    assert mine(tube, hl="en")["snippet"]["localized"] == english["en"]
    assert mine(tube, hl="fr")["snippet"]["localized"]["title"] == "Kênh thử nghiệm"
    assert mine(tube)["localizations"] == english
    assert update(tube, "localizations", localizations={}).status == 200
    assert "localizations" not in mine(tube)


@pytest.mark.parametrize(
    "wrong", [{"nb": {"title": "A"}}, {"en": {"title": " "}}, {"en": {"title": "A", "description": "x" * 1001}}]
)
def test_localizations_have_to_be_valid(tube: Driver, wrong: dict[str, Any]) -> None:
    brand(tube, defaultLanguage="vi")
    assert update(tube, "localizations", localizations=wrong).refused == (400, "localizationValidationError")


# Status.


def test_a_channel_can_declare_itself_made_for_kids(tube: Driver) -> None:
    assert "selfDeclaredMadeForKids" not in mine(tube)["status"]
    update(tube, "status", status={"selfDeclaredMadeForKids": True, "longUploadsStatus": "eligible"})
    assert mine(tube)["status"] == {
        "privacyStatus": "public",
        "isLinked": True,
        "longUploadsStatus": "allowed",
        "madeForKids": True,
        "selfDeclaredMadeForKids": True,
    }
    update(tube, "status", status={})
    assert mine(tube)["status"]["madeForKids"] is False


# Whose channel, which part.


def test_one_part_is_updated_a_request(tube: Driver) -> None:
    for part, reason in (
        ("brandingSettings,localizations", "invalidPart"),
        ("snippet", "unexpectedPart"),
        ("id", "unexpectedPart"),
        ("nonsense", "unknownPart"),
    ):
        got = update(tube, part)
        assert (got.refused, got.where) == ((400, reason), "part")
    assert update(tube, "id,brandingSettings").status == 200


def test_only_the_own_channel_is_updated(tube: Driver) -> None:
    tube.settings(channels=[{"title": "Kênh khác", "handle": "@khac"}])
    other = tube.call("channels.list", part="id", forHandle="khac").body["items"][0]["id"]
    for id_, refusal in (
        (other, (403, "channelForbidden")),
        ("UC" + "x" * 22, (404, "channelNotFound")),
        ("", (400, "required")),
    ):
        got = tube.call("channels.update", {"id": id_, "brandingSettings": {}}, part="brandingSettings")
        assert (got.refused, got.where) == (refusal, "body.id")


def test_another_channel_does_not_show_what_is_the_owners(tube: Driver) -> None:
    brand(tube, **FULL)
    update(tube, "status", status={"selfDeclaredMadeForKids": False})
    id_ = mine(tube, "id")["id"]
    url = f"http://sandbox.localhost/youtube/v3/channels?part=brandingSettings,status&id={id_}&key=any"
    shown = read(tube.sandbox.handle(Request("GET", url, {}, b""))).body["items"][0]
    assert "trackingAnalyticsAccountId" not in shown["brandingSettings"]["channel"]
    assert "selfDeclaredMadeForKids" not in shown["status"]
    assert shown["status"]["madeForKids"] is False


def test_a_reset_takes_the_settings_back(tube: Driver) -> None:
    before = mine(tube)
    brand(tube, **FULL)
    tube.control("POST", "reset")
    assert mine(tube) == before


def test_a_stale_list_misses_the_update(tube: Driver) -> None:
    tube.settings(stale_reads=1)
    brand(tube, description="Mới")
    assert [mine(tube)["snippet"]["description"] for _ in range(2)] == ["", "Mới"]


def test_the_owner_is_shown_every_key_of_the_reference_page(tube: Driver) -> None:
    brand(tube, **FULL)
    update(tube, "localizations", localizations={"en": {"title": "A", "description": "B"}})
    update(tube, "status", status={"selfDeclaredMadeForKids": False})
    shown = mine(tube)
    assert set(shown) == {*EVERYTHING.split(","), "kind", "etag"}
    assert set(shown["snippet"]) == {
        "title",
        "description",
        "customUrl",
        "publishedAt",
        "thumbnails",
        "defaultLanguage",
        "localized",
        "country",
    }
    assert set(shown["snippet"]["thumbnails"]) == {"default", "medium", "high"}
    assert set(shown["contentDetails"]["relatedPlaylists"]) == {"likes", "uploads"}


def test_audit_details_have_a_scope_of_their_own(tube: Driver) -> None:
    assert any("channel-audit" in scope for scope in youtube().methods["youtube.channels.list"].scopes)
    got = tube.call("channels.list", part="auditDetails", mine="true")
    assert got.refused == (403, "insufficientPermissions")


# Banners.


def banner(tube: Driver, data: bytes, mime: str = "image/png") -> Answer:
    return tube.send("POST", "/upload/youtube/v3/channelBanners/insert?uploadType=media", data, Content_Type=mime)


def test_a_banner_is_uploaded_and_then_set(tube: Driver) -> None:
    """The URL of channelBanners.insert is set by channels.update (facts 2.7)."""
    got = banner(tube, picture(2560, 1440))
    assert (got.status, got.body["kind"]) == (200, "youtube#channelBannerResource")
    image = {"bannerExternalUrl": got.body["url"]}
    assert update(tube, "brandingSettings", brandingSettings={"image": image}).status == 200
    assert mine(tube)["brandingSettings"]["image"] == image
    brand(tube, description="Mới")
    assert mine(tube)["brandingSettings"]["image"] == image


def test_a_banner_has_to_come_from_the_channel_itself(tube: Driver) -> None:
    image = {"bannerExternalUrl": "https://example.com/banner.png"}
    got = update(tube, "brandingSettings", brandingSettings={"image": image})
    assert got.refused == (400, "brandingValidationError")


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_banner_is_16_to_9_and_at_least_2048_wide(tube: Driver, form: str) -> None:
    mime = f"image/{form.lower()}"
    assert banner(tube, picture(2048, 1152, form), mime).status == 200
    assert banner(tube, picture(2047, 1152, form), mime).refused == (400, "invalidImage")
    assert banner(tube, picture(2400, 1152, form), mime).refused == (400, "invalidImage")


def test_a_banner_is_a_picture_of_at_most_6_mib(tube: Driver) -> None:
    assert banner(tube, b"no picture").refused == (400, "invalidImage")
    assert banner(tube, picture(2048, 1152)[:3000]).refused == (400, "invalidImage")  # a part of one
    assert banner(tube, b"").refused == (400, "mediaBodyRequired")
    assert banner(tube, bytes(6_291_457)).refused == (413, "uploadTooLarge")
