"""What an upload must never do: show a video too early or to too many, hide one, send one twice, miss an entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.clips import clip
from tests.system.test_publishing import listed
from ytchannel.filtering import Condition, Facts
from ytchannel.sandbox.resources import processing
from ytchannel.workflows.transfer import Transfer

if TYPE_CHECKING:
    from tests.system.conftest import Folder

INSERT = "youtube.videos.insert"
PLAIN = "videos:\n  - {file: a.mp4, title: a}\n"
FRIDAY, SATURDAY = "2026-11-27T02:00:00Z", "2026-11-28T01:00:00Z"


def state(folder: Folder) -> dict[str, tuple[str, str | None]]:
    return {
        video["snippet"]["title"]: (video["status"]["privacyStatus"], video["status"].get("publishAt"))
        for video in folder.videos()
    }


def broken_off(folder: Folder, manifest: str) -> None:
    """An upload whose line breaks after some bytes, and stays dead."""
    folder.write("videos.yaml", manifest)
    folder.fault(INSERT, "drop-after-100", phase="bytes")
    folder.fault(INSERT, *["drop"] * 9, phase="query")
    assert folder.upload().code == 6
    assert folder.steer("GET", "faults") == {"faults": {}} or not folder.steer("GET", "faults")["faults"]
    assert state(folder) == {}


def lose_ledger(folder: Folder) -> None:
    for file in (folder.path / ".ytchannel").glob("sandbox-ledger*"):
        file.unlink()


def test_what_a_series_has_published_stays_public(thursday: Folder, clock: Any) -> None:
    thursday.write("videos.yaml", listed("publish_at: every weekday 07:00"))
    assert thursday.upload().code == 0
    clock(SATURDAY)
    assert state(thursday) == {"a": ("public", None)}
    assert thursday.upload().json["changes"] == []
    assert thursday.run("tag", "--sandbox", "--yes", "--json").json["changes"] == []
    assert state(thursday) == {"a": ("public", None)}


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("publish_at: every weekday 07:00", "publish_at: every weekday 07:00", ("private", "2026-11-30T00:00:00Z")),
        ("publish_at: 2026-11-27 07:00", "publish_at: 2026-12-01 07:00", ("private", "2026-12-01T00:00:00Z")),
        ("privacy: public", "privacy: private", ("private", None)),
    ],
)
def test_a_session_is_not_gone_on_with_where_it_would_show_the_video_too_early(
    thursday: Folder,
    clock: Any,
    before: str,
    after: str,
    found: tuple[str, str | None],
) -> None:
    """YouTube takes a video as its session was begun (videos.insert), and publishes at once what was due meanwhile."""
    broken_off(thursday, listed(before))
    clock(FRIDAY)
    thursday.write("videos.yaml", listed(after))
    thursday.fault("youtube.videos.update", "403-quotaExceeded")  # no correction comes to help
    plan = thursday.run("upload", "--sandbox", "--dry-run", "--json").json
    assert plan["cost"]["uploads"] == 1
    assert thursday.upload().code == 0
    assert state(thursday) == {"a": found}


def test_a_session_that_has_ended_with_a_video_is_not_begun_anew(thursday: Folder, clock: Any) -> None:
    thursday.write("videos.yaml", listed("privacy: public"))
    thursday.fault(INSERT, "lose", phase="final")
    thursday.fault(INSERT, *["drop"] * 9, phase="query")
    assert thursday.upload().code == 6
    thursday.write("videos.yaml", listed("privacy: private"))
    assert thursday.upload().code == 0
    assert state(thursday) == {"a": ("private", None)}


def test_a_video_that_is_not_looked_into_yet_is_not_sent_twice(thursday: Folder) -> None:
    """FileDetails are there only once YouTube has looked into a file (videos, processingDetails)."""
    thursday.steer("PUT", "settings", {"processing": {"seconds": 3600}})
    thursday.write("videos.yaml", PLAIN)
    thursday.fault(INSERT, "lose", phase="final")
    thursday.fault(INSERT, "expire", phase="query")
    result = thursday.upload()
    assert (result.code, len(thursday.uploads())) == (6, 1)
    assert "some minutes" in result.err
    (video,) = thursday.uploads()
    thursday.steer("PUT", "settings", {"now": "2026-11-26T03:00:00Z"})
    assert thursday.upload().code == 0
    assert thursday.uploads() == [video]


def test_what_was_seen_before_it_was_looked_into_is_looked_at_again(
    thursday: Folder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = processing.file_details
    thursday.write("videos.yaml", PLAIN)
    thursday.write("other.yaml", "videos:\n  - {file: b.mp4, title: b}\n")
    assert thursday.upload().code == 0
    lose_ledger(thursday)  # another machine, with a ledger of its own
    monkeypatch.setattr(processing, "file_details", lambda *_: {})
    assert thursday.upload("other.yaml").code == 0
    monkeypatch.setattr(processing, "file_details", real)
    assert thursday.upload().json["changes"] == []
    assert sorted(state(thursday)) == ["a", "b"]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_results_go_into_the_rows_of_their_files_only(
    thursday: Folder,
    monkeypatch: pytest.MonkeyPatch,
    form: str,
) -> None:
    """Staff sort and save the list while it goes up; its files have the same name in several folders."""
    import openpyxl

    for name in ("t1", "t2"):
        (thursday.path / name).mkdir()
        (thursday.path / name / "bt.mp4").write_bytes(clip(name))
    rows = [["t1/bt.mp4", "T1"], ["t2/bt.mp4", "T2"]]

    def save(rows: list[list[str]]) -> None:
        if form == "csv":
            thursday.write("list.csv", "".join(",".join(row) + "\n" for row in [["file", "title"], *rows]))
            return
        book = openpyxl.Workbook()
        for row in [["file", "title"], *rows]:
            book.active.append(row)
        book.save(thursday.path / "list.xlsx")

    save(rows)
    real = Transfer.run

    def run(self: Transfer, **more: Any) -> Any:
        save(rows[::-1])
        return real(self, **more)

    monkeypatch.setattr(Transfer, "run", run)
    result = thursday.upload(f"list.{form}", "--write-back")
    assert result.code == 0
    assert [each.rpartition("/")[2] for each in result.json["results"]] == [f"list.result.{form}"]


def test_an_edit_in_studio_while_files_go_up_is_not_undone(
    thursday: Folder,
    clock: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """videos.update replaces whole parts: what it carries has to be what is there by then."""
    thursday.write("videos.yaml", listed("description: old, tags: [x]"))
    assert thursday.upload().code == 0
    (a,) = thursday.videos()
    thursday.write("videos.yaml", "videos:\n  - {file: b.mp4, title: b}\n  - {file: a.mp4, title: a, tags: [x, y]}\n")
    real = Transfer.run

    def run(self: Transfer, **more: Any) -> Any:
        video = real(self, **more)
        snippet = {"title": "a", "categoryId": a["snippet"]["categoryId"], "description": "EDITED", "tags": ["x"]}
        thursday.request("PUT", "videos?part=snippet", {"id": a["id"], "snippet": snippet})
        clock("2026-11-26T05:00:00Z")  # it took hours
        return video

    monkeypatch.setattr(Transfer, "run", run)
    assert thursday.upload().code == 0
    (after,) = [video for video in thursday.videos() if video["id"] == a["id"]]
    assert (after["snippet"]["description"], after["snippet"]["tags"]) == ("EDITED", ["x", "y"])


def test_times_of_the_whole_list_are_taken_also_with_only(thursday: Folder) -> None:
    thursday.write("videos.yaml", listed("publish_at: every weekday 07:00", "publish_at: 2026-11-27 07:00"))
    assert thursday.upload("--only", "a.mp4").code == 0
    assert thursday.upload().code == 0
    assert {title: at for title, (_, at) in state(thursday).items()} == {
        "a": "2026-11-30T00:00:00Z",
        "b": "2026-11-27T00:00:00Z",
    }


def test_a_time_is_taken_however_many_videos_came_since(thursday: Folder) -> None:
    thursday.write("videos.yaml", listed("publish_at: every weekday 07:00"))
    thursday.upload()
    folder = thursday.path / "kho"
    folder.mkdir()
    for number in range(50):
        (folder / f"v{number}.mp4").write_bytes(clip(str(number)))
    assert thursday.upload("kho").code == 0
    thursday.write("next.yaml", "videos:\n  - {file: b.mp4, title: b, publish_at: every weekday 07:00}\n")
    assert thursday.upload("next.yaml").code == 0
    assert state(thursday)["b"] == ("private", "2026-11-30T00:00:00Z")


def test_what_is_uploaded_again_after_its_time_says_who_may_see_it(thursday: Folder, clock: Any) -> None:
    """Since 2 November 2026 YouTube publishes an upload that leaves privacyStatus out: it is always sent, and shown."""
    thursday.write("videos.yaml", listed("publish_at: 2026-11-27 07:00"))
    thursday.upload()
    clock(SATURDAY)
    (video,) = thursday.uploads()
    thursday.request("DELETE", f"videos?id={video}")
    plan = thursday.run("upload", "--sandbox", "--dry-run", "--json", "--again").json
    assert plan["changes"][0]["fields"]["privacy"] == {"old": None, "new": "public"}


def test_an_entry_that_was_seen_to_be_missing_is_not_forgotten(thursday: Folder) -> None:
    thursday.write("videos.yaml", listed("sections: [tin-co-so]"))
    thursday.upload()
    (playlist,) = [each["id"] for each in thursday.playlists() if each["snippet"]["title"] == "Tin cơ sở"]
    (entry,) = thursday.items(f"playlistItems?part=id&playlistId={playlist}")
    thursday.request("DELETE", f"playlistItems?id={entry['id']}")
    assert [each["kind"] for each in thursday.run("upload", "--sandbox", "--dry-run", "--json").json["changes"]] == [
        "entry"
    ]
    thursday.write("other.yaml", "videos:\n  - {file: b.mp4, title: b}\n")
    thursday.upload("other.yaml")
    (other,) = [video["id"] for video in thursday.videos() if video["snippet"]["title"] == "b"]
    body = {"snippet": {"playlistId": playlist, "resourceId": {"kind": "youtube#video", "videoId": other}}}
    thursday.request("POST", "playlistItems?part=snippet", body)
    assert [each["kind"] for each in thursday.upload().json["changes"]] == ["entry"]


def test_brackets_in_a_pattern_are_brackets() -> None:
    condition = Condition("title", "[Trực tiếp]*")
    titles = ("[Trực tiếp] Hội nghị", "Tin cơ sở")
    facts = [Facts("x", title, (), "public", "25", "vi", None, frozenset()) for title in titles]
    assert [condition.holds(each) for each in facts] == [True, False]


@pytest.mark.parametrize("reschedule", ["refuse", "hide"])
def test_a_published_video_can_be_edited_whose_time_is_still_told(
    thursday: Folder,
    clock: Any,
    reschedule: str,
) -> None:
    """Whether publishAt is told after the publication is not known; to send it back would hide the video."""
    thursday.steer("PUT", "settings", {"publish_at_after": "kept", "reschedule": reschedule})
    thursday.write("videos.yaml", listed("publish_at: 2026-11-27 07:00"))
    thursday.upload()
    clock(SATURDAY)
    edit = ("--where", "title=a", "--set", "made_for_kids=true")
    assert thursday.run("tag", "--sandbox", "--yes", *edit).code == 0
    assert state(thursday)["a"][0] == "public"


def test_captions_of_the_list_replace_what_others_have_put_there(thursday: Folder) -> None:
    thursday.write("videos.yaml", PLAIN)
    thursday.upload()
    (video,) = thursday.uploads()
    text = "1\n00:00:01,000 --> 00:00:02,000\n{}\n"
    thursday.write("studio.vi.srt", text.format("sai bét"))
    thursday.write("other.yaml", f"videos:\n  - {{video: {video}, captions: [studio.vi.srt]}}\n")
    thursday.upload("other.yaml")
    import sqlite3

    with sqlite3.connect(next((thursday.path / ".ytchannel").glob("sandbox-ledger.db"))) as ledger:
        ledger.execute("DELETE FROM bindings WHERE kind = 'caption'")
        ledger.execute("DELETE FROM history WHERE kind = 'caption'")
    thursday.write("right.vi.srt", text.format("bản đúng"))
    thursday.write("videos.yaml", listed("captions: [right.vi.srt]"))
    changes = thursday.upload().json["changes"]
    assert [(each["action"], each["kind"]) for each in changes] == [("update", "caption")]
