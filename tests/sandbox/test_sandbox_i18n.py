"""Languages and regions, and what other methods take for hl and regionCode."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from sandbox_driver import Driver


def names(tube: Driver, what: str, **query: str) -> dict[str, str]:
    items = tube.call(f"{what}.list", part="snippet", **query).body["items"]
    return {each["id"]: each["snippet"]["name"] for each in items}


def test_languages_and_regions_are_named_in_the_language_asked_for(tube: Driver) -> None:
    assert names(tube, "i18nLanguages")["vi"] == names(tube, "i18nLanguages", hl="en_US")["vi"] == "Vietnamese"
    assert names(tube, "i18nLanguages", hl="vi")["de"] == "Tiếng Đức"
    assert names(tube, "i18nRegions")["VN"] == "Vietnam"
    assert names(tube, "i18nRegions", hl="vi_VN")["JP"] == "Nhật Bản"


def test_every_language_of_localizations_is_listed(tube: Driver) -> None:
    """Localizations take the codes of i18nLanguages: `no`, not `nb` (facts 2.1)."""
    listed = names(tube, "i18nLanguages")
    assert "no" in listed
    assert "nb" not in listed
    video = tube.video(snippet={"title": "A", "defaultLanguage": "vi"})
    body = {"id": video, "localizations": {code: {"title": "A"} for code in listed}}
    assert tube.call("videos.update", body, part="localizations").status == 200


@pytest.mark.parametrize(("code", "reason"), [("not a language", "invalidLanguage"), ("xx", "unsupportedLanguageCode")])
def test_an_unknown_language_is_refused(tube: Driver, code: str, reason: str) -> None:
    got = tube.call("i18nRegions.list", part="snippet", hl=code)
    assert (got.refused, got.where) == ((400, reason), "hl")


def test_an_unknown_region_is_refused(tube: Driver) -> None:
    """400 invalidRegionCode (facts 5.2)."""
    for method, query in (
        ("videoCategories.list", {}),
        ("videos.list", {"chart": "mostPopular"}),
        ("search.list", {"q": "tin"}),
    ):
        got = tube.call(method, part="snippet", regionCode="XX", **query)
        assert (got.refused, got.where) == ((400, "invalidRegionCode"), "regionCode"), method
