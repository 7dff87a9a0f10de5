"""The fixture that comes with the package, as another project's tests use it."""

from __future__ import annotations

import json
import urllib.request
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from ytchannel.sandbox.testing import LocalYouTube, SandboxRefusedError, running

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ["pytester"]

CONFTEST = 'pytest_plugins = ["ytchannel.sandbox.testing"]'


def get(tube: LocalYouTube, path: str) -> dict[str, Any]:
    request = urllib.request.Request(tube.url + path, headers={"Authorization": "Bearer any"})
    with urllib.request.urlopen(request) as answer:
        return dict(json.load(answer))


def test_it_answers_over_http_and_tells_what_was_asked() -> None:
    with running() as tube:
        tube.seed(videos=3, playlists=2, items_per_playlist=1)
        assert get(tube, "/youtube/v3/playlists?part=id&mine=true")["pageInfo"]["totalResults"] == 2
        assert tube.methods() == ["youtube.playlists.list"]
        assert tube.units()["default"] == 1


def test_its_time_can_be_set() -> None:
    with running() as tube:
        tube.at(datetime(2027, 2, 6, 0, 0, tzinfo=UTC))
        assert tube.settings()["now"] == "2027-02-06T00:00:00+00:00"


def test_what_could_never_happen_is_refused_when_it_is_asked_for() -> None:
    with running() as tube, pytest.raises(SandboxRefusedError, match="no method"):
        tube.fault("youtube.playlists.invent", "500")


def test_a_file_keeps_the_channel_from_one_to_the_next(tmp_path: Path) -> None:
    with running(tmp_path / "tube.db") as tube:
        tube.seed(playlists=2)
    with running(tmp_path / "tube.db") as tube:
        assert get(tube, "/youtube/v3/playlists?part=id&mine=true")["pageInfo"]["totalResults"] == 2


def test_a_test_that_leaves_a_fault_unmet_fails_and_says_which(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile("""
        import urllib.request, urllib.error

        def test_that_meets_its_fault(youtube_sandbox):
            youtube_sandbox.fault("youtube.playlists.list", "503")
            try:
                urllib.request.urlopen(youtube_sandbox.url + "/youtube/v3/playlists?part=id&mine=true&access_token=any")
            except urllib.error.HTTPError as error:
                assert error.code == 503
                error.close()

        def test_that_does_not(youtube_sandbox):
            youtube_sandbox.fault("youtube.playlists.insert", "lose", "500")

        def test_that_begins_anew(youtube_sandbox):
            assert youtube_sandbox.requests() == [] and youtube_sandbox.faults() == []
    """)
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=3, errors=1)
    result.stdout.fnmatch_lines(["*No request met these faults: youtube.playlists.insert: lose, 500*"])


def test_a_fault_can_be_aimed_at_a_phase_and_is_told_with_it(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile("""
        def test_that_never_uploads(youtube_sandbox):
            youtube_sandbox.fault("youtube.videos.insert", "lose", phase="final")
    """)
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*No request met these faults: youtube.videos.insert final: lose*"])


def test_without_the_extra_it_says_what_to_install(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(f"import sys; sys.modules['aiohttp'] = None\n{CONFTEST}")
    pytester.makepyfile("def test_anything(youtube_sandbox): pass")
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*needs aiohttp; install it with: pip install aiohttp*"])
