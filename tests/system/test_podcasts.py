"""A section that is a podcast: status.podcastStatus, which playlists.update alone sets."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from tests.system.test_undo import go_back, last_run, state
from ytchannel.transport import EmbeddedTransport

if TYPE_CHECKING:
    from tests.system.conftest import Folder


class Killed(BaseException):
    """The process is gone."""


KEY = "  - key: tin-co-so\n"


def podcast(folder: Folder, title: str = "Tin cơ sở") -> str:
    """What YouTube shows of the playlist; without podcastStatus it is none."""
    (found,) = [each for each in folder.playlists() if each["snippet"]["title"] == title]
    return str(found["status"].get("podcastStatus", "disabled"))


def changes(document: Any) -> list[tuple[str, str, list[str]]]:
    return [(each["action"], each["kind"], sorted(each["fields"])) for each in document["changes"]]


def written(folder: Folder) -> Counter[str]:
    return Counter(each["method"] for each in folder.journal() if not each["method"].endswith(".list"))


@pytest.fixture
def channel(folder: Folder) -> Folder:
    """The synced channel, whose journal is empty."""
    assert folder.sync().code == 0
    folder.steer("DELETE", "journal")
    return folder


def declare(folder: Folder, value: str) -> None:
    folder.replace(KEY, f"{KEY}    podcast: {value}\n")


def edit(folder: Folder, old: str, new: str) -> None:
    """Edit the section itself."""
    head, key, rest = (folder.path / "playlists.yaml").read_text(encoding="utf-8").partition(KEY)
    assert old in rest
    folder.write("playlists.yaml", head + key + rest.replace(old, new, 1))


def test_a_playlist_becomes_a_podcast_and_none_again(channel: Folder) -> None:
    """One update each way, with which everything else of its parts goes along."""
    before = state(channel)
    declare(channel, "true")
    result = channel.sync()
    assert (result.code, changes(result.json)) == (0, [("update", "playlist", ["podcast"])])
    assert result.json["changes"][0]["fields"] == {"podcast": {"old": False, "new": True}}
    assert result.json["cost"]["units"] == 50
    assert written(channel) == {"youtube.playlists.update": 1}
    assert podcast(channel) == "enabled"
    after = state(channel)
    for now, then in zip(after["playlists"], before["playlists"], strict=True):
        assert now["snippet"] == then["snippet"]
        assert now["status"]["privacyStatus"] == then["status"]["privacyStatus"]
        assert now.get("localizations") == then.get("localizations")
    assert channel.sync().json["changes"] == []
    channel.replace("podcast: true", "podcast: false")
    assert changes(channel.sync().json) == [("update", "playlist", ["podcast"])]
    assert podcast(channel) == "disabled"
    assert channel.sync().json["changes"] == []


def test_what_is_not_declared_is_not_compared(channel: Folder) -> None:
    declare(channel, "true")
    channel.sync()
    channel.replace("    podcast: true\n", "")
    assert channel.sync().json["changes"] == []
    edit(channel, "privacy: public", "privacy: unlisted")
    assert changes(channel.sync().json) == [("update", "playlist", ["privacy"])]
    assert podcast(channel) == "enabled"


def test_a_new_podcast_takes_two_writes_and_the_plan_says_so(folder: Folder) -> None:
    """playlists.insert does not take podcastStatus, so an update follows."""
    declare(folder, "true")
    plan = folder.run("sync", "--sandbox", "--dry-run", "--json")
    about = [each for each in plan.json["changes"] if each["key"] == "tin-co-so" and each["kind"] == "playlist"]
    assert changes({"changes": about})[1] == ("update", "playlist", ["podcast"])
    assert [each["units"] for each in about] == [50, 50]
    assert "podcast" not in about[0]["fields"]
    assert "podcast: no → yes" in folder.run("sync", "--sandbox", "--dry-run").out
    result = folder.sync()
    assert result.code == 0
    assert podcast(folder) == "enabled"
    assert written(folder)["youtube.playlists.update"] == 1
    (made,) = [each for each in folder.playlists() if each["snippet"]["title"] == "Tin cơ sở"]
    assert made["snippet"]["description"]
    assert made["snippet"]["defaultLanguage"] == "vi"
    assert made["status"]["privacyStatus"] == "public"
    assert folder.sync().json["changes"] == []


def test_a_new_playlist_that_is_no_podcast_takes_no_second_write(folder: Folder) -> None:
    declare(folder, "false")
    result = folder.sync()
    assert (result.code, written(folder)["youtube.playlists.update"]) == (0, 0)
    assert folder.sync().json["changes"] == []


def test_podcasts_are_switched_on_behind_shelves_by_an_update_of_their_own(channel: Folder) -> None:
    """A cover may have to be there first, and a refusal takes no other edit of the section with it."""
    declare(channel, "true")
    edit(channel, "title: Tin cơ sở", "title: Tin từ cơ sở")
    edit(channel, "privacy: public", "privacy: unlisted")
    text = (channel.path / "playlists.yaml").read_text(encoding="utf-8")
    channel.write("playlists.yaml", text.rstrip() + "\nshelves:\n  - type: recentUploads\n")
    result = channel.sync()
    assert result.code == 0
    found = changes(result.json)
    assert [each for each in found if each[1] == "playlist" and "title" in each[2]]
    assert found[-1] == ("update", "playlist", ["podcast"])
    assert podcast(channel, "Tin từ cơ sở") == "enabled"
    assert channel.sync().json["changes"] == []
    go_back(channel)
    assert podcast(channel) == "disabled"
    channel.steer("DELETE", "journal")
    assert [each["fields"]["title"]["new"] for each in channel.sync().json["changes"] if "title" in each["fields"]] == [
        "Tin từ cơ sở"
    ]


@pytest.mark.parametrize("answered", [False, True])
def test_a_crash_between_both_writes_is_made_good_by_the_next_sync(folder: Folder, answered: bool) -> None:
    """Before the update or behind it; also when the ledger is lost as well."""
    declare(folder, "true")
    send = EmbeddedTransport.send

    def dying(transport: EmbeddedTransport, verb: str, *sent: Any) -> Any:
        if verb == "PUT" and answered:
            send(transport, verb, *sent)
        if verb == "PUT":
            raise Killed
        return send(transport, verb, *sent)

    with pytest.MonkeyPatch.context() as patch, pytest.raises(Killed):
        patch.setattr(EmbeddedTransport, "send", dying)
        folder.sync()
    for file in (folder.path / ".ytchannel").glob("sandbox-ledger*"):
        file.unlink()
    folder.steer("DELETE", "journal")
    assert folder.sync().code == 0
    assert podcast(folder) == "enabled"
    assert written(folder) == ({} if answered else {"youtube.playlists.update": 1})
    assert len(folder.playlists()) == 7


def test_a_lost_answer_to_the_insert_leaves_one_podcast(folder: Folder) -> None:
    declare(folder, "true")
    folder.fault("youtube.playlists.insert", "lose")
    assert folder.sync().code == 0
    assert podcast(folder) == "enabled"
    assert len(folder.playlists()) == 7


def test_a_playlist_that_cannot_be_made_is_no_podcast_either(folder: Folder) -> None:
    key = "  - key: tin-thoi-su\n"
    folder.replace(key, f"{key}    podcast: true\n")
    folder.fault("youtube.playlists.insert", "400-invalidPlaylistSnippet")
    result = folder.sync()
    assert result.code == 6
    failed = [(each["action"], each["kind"]) for each in result.json["failed"]]
    assert failed == [("create", "playlist"), ("create", "shelf"), ("update", "playlist")]
    assert folder.sync().code == 0
    assert podcast(folder, "Tin thời sự Đảng ủy Khối") == "enabled"


def test_a_podcast_waits_for_its_playlist_where_the_day_is_full(folder: Folder) -> None:
    """About ten new playlists a day: what is left is left as a whole."""
    folder.steer("PUT", "settings", {"playlists_a_day": 1})
    declare(folder, "true")
    result = folder.sync()
    assert (result.code, result.json["failed"]) == (5, [])
    assert ("update", "tin-co-so") in [(each["action"], each["key"]) for each in result.json["waiting"]]


def test_a_podcast_that_wants_a_picture_first_says_so_and_holds_up_nothing(channel: Folder) -> None:
    channel.steer("PUT", "settings", {"podcast_needs_image": True})
    declare(channel, "true")
    channel.replace("title: Theo gương Bác", "title: Học tập và làm theo Bác")
    channel.replace("title: Tin cơ sở", "title: Tin từ cơ sở")
    result = channel.sync()
    assert (result.code, result.json["applied"], len(result.json["failed"])) == (6, 2, 1)
    assert "`cover:`" in result.json["failed"][0]["error"]["message"]
    titles = {each["snippet"]["title"] for each in channel.playlists()}
    assert {"Học tập và làm theo Bác", "Tin từ cơ sở"} <= titles
    channel.steer("PUT", "settings", {"podcast_needs_image": False})
    assert changes(channel.sync().json) == [("update", "playlist", ["podcast"])]


@pytest.mark.parametrize("first", [True, False])
def test_undo_gives_the_podcast_status_back(channel: Folder, first: bool) -> None:
    if not first:
        declare(channel, "false")
        channel.request("PUT", "playlists?part=snippet,status", enabled(channel))
    was = podcast(channel)
    if first:
        declare(channel, "true")
    assert channel.sync().json["applied"] == 1
    assert podcast(channel) != was
    assert go_back(channel)["notes"] == []
    assert podcast(channel) == was


def enabled(folder: Folder) -> Any:
    (one,) = [each for each in folder.playlists() if each["snippet"]["title"] == "Tin cơ sở"]
    status = {"privacyStatus": one["status"]["privacyStatus"], "podcastStatus": "enabled"}
    return {"id": one["id"], "snippet": one["snippet"], "status": status}


def test_undo_of_a_new_podcast_deletes_it_without_a_write_more(channel: Folder) -> None:
    text = (channel.path / "playlists.yaml").read_text(encoding="utf-8")
    more = "  - key: moi\n    title: Chuyên mục mới\n    privacy: public\n    podcast: true\n"
    channel.write("playlists.yaml", text.rstrip() + "\n" + more)
    assert channel.sync().code == 0
    made = last_run(channel)
    result = channel.run("undo", made, "--sandbox", "--yes", "--json")
    assert (changes(result.json), result.json["notes"]) == ([("delete", "playlist", [])], [])
    # Made anew, it has another address.
    assert [note["code"] for note in go_back(channel)["notes"]] == ["undo-anew"]
    assert podcast(channel, "Chuyên mục mới") == "enabled"
    channel.replace("podcast: true", "podcast: true\n    description: Mới")
    assert changes(channel.sync().json) == [("update", "playlist", ["description"])]


def test_undo_puts_back_only_what_the_run_changed(channel: Folder) -> None:
    """Two updates of one playlist in a run are taken back one after the other, each carrying what the other left."""
    before = state(channel)
    declare(channel, "true")
    edit(channel, "title: Tin cơ sở", "title: Tin từ cơ sở")
    edit(channel, "privacy: public", "privacy: unlisted")
    assert channel.sync().code == 0
    go_back(channel)
    after = state(channel)
    for playlist in (*before["playlists"], *after["playlists"]):
        if playlist["status"].get("podcastStatus") == "disabled":
            del playlist["status"]["podcastStatus"]
    assert after == before


def test_a_kept_plan_goes_on_between_both_writes(folder: Folder) -> None:
    declare(folder, "true")
    assert folder.run("sync", "--sandbox", "--out", "plan.json").code == 0
    folder.fault("youtube.playlists.update", "400-failedPrecondition")
    assert folder.run("apply", "plan.json", "--sandbox", "--yes").code == 6
    result = folder.run("apply", "plan.json", "--sandbox", "--yes", "--json")
    assert (result.code, changes(result.json)) == (0, [("update", "playlist", ["podcast"])])


def test_podcast_is_yes_or_no(folder: Folder) -> None:
    declare(folder, "vâng")
    result = folder.sync()
    assert result.code == 3
    assert "`" not in result.out
    assert "“podcast” takes only true or false" in result.err
