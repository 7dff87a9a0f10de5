"""Whatever a file contains, reading it gives a value or FilesError with places and sentences, and nothing else."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from ytchannel.config import load_channel, load_manifest
from ytchannel.errors import FilesError, Place
from ytchannel.model import Channel, VideoDefaults
from ytchannel.render import problems

NOW = datetime(2026, 11, 24, tzinfo=UTC)
CHANNEL_KEYS = ["channel", "defaults", "sections", "key", "title", "id", "tags", "timezone", "quota", "shelf", "cover"]
ENTRY_KEYS = ["videos", "file", "video", "title", "sections", "tags", "publish_at", "thumbnail", "privacy", "captions"]
SCALARS = st.one_of(
    st.sampled_from(["UTC", "~", "", "true", "public", "2026-12-01 07:00", "*a", "&a x", "!t", "@x", "a: b", "'", "<"]),
    st.text(max_size=12),
    st.integers().map(str),
)
PIECES = st.sampled_from(
    ["- ", ": ", "{", "}", "[", "]", ", ", "\n", "  ", "\t", "&a ", "*a", "? ", "|\n", "# ", "<<: "]
)


def values(keys: list[str]) -> st.SearchStrategy[str]:
    """YAML in the flow style, mostly of the right form: keys of the files with any values below them."""
    return st.recursive(
        SCALARS,
        lambda inner: st.one_of(
            st.lists(inner, max_size=3).map(lambda items: "[" + ", ".join(items) + "]"),
            st.lists(st.tuples(st.sampled_from(keys), inner), max_size=4).map(
                lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"
            ),
        ),
        max_leaves=12,
    )


def texts(keys: list[str]) -> st.SearchStrategy[bytes]:
    words = st.one_of(PIECES, st.sampled_from(keys), SCALARS)
    lines = st.lists(st.tuples(st.sampled_from(keys), values(keys)), min_size=1, max_size=4)
    return st.one_of(
        st.binary(max_size=60),
        st.lists(words, max_size=20).map(lambda parts: "".join(parts).encode(errors="replace")),
        lines.map(lambda pairs: "".join(f"{key}: {value}\n" for key, value in pairs).encode(errors="replace")),
    )


def assert_only_problems(error: FilesError) -> None:
    assert error.problems
    for problem in error.problems:
        assert problem.place
        assert problem.place.line >= 1
        assert problem.place.column >= 1
        assert "; " in problems.line(problem)
        assert problem.code in problems.SENTENCES


@settings(max_examples=400, deadline=None)
@given(texts(CHANNEL_KEYS))
def test_any_channel_file(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "playlists.yaml"
        file.write_bytes(content)
        try:
            load_channel(file)
        except FilesError as error:
            assert_only_problems(error)


@settings(max_examples=400, deadline=None)
@given(texts(ENTRY_KEYS))
def test_any_manifest(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "videos.yaml"
        file.write_bytes(content)
        channel = Channel(file, Place("playlists.yaml", 1, 1), None, None, "UTC", None, VideoDefaults(), ())
        try:
            load_manifest(file, channel, now=NOW)
        except FilesError as error:
            assert_only_problems(error)
