"""Covers of playlists: set once, changed with their files, made square on request, taken back as far as can be."""

from __future__ import annotations

import io
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from tests.system.test_undo import go_back, last_run

if TYPE_CHECKING:
    from tests.system.conftest import Folder, Result

INSERT, UPDATE = "youtube.playlistImages.insert", "youtube.playlistImages.update"
LIST, DELETE = "youtube.playlistImages.list", "youtube.playlistImages.delete"
RED, GREEN, BLUE, GREY = (200, 30, 30), (30, 160, 60), (30, 60, 200), (128, 128, 128)


def picture(folder: Folder, name: str, colour: Any = RED, size: tuple[int, int] = (400, 400)) -> bytes:
    """A picture of one colour in the channel folder."""
    kept(folder, name, Image.new("RGB", size, colour))
    return (folder.path / name).read_bytes()


def kept(folder: Folder, name: str, image: Image.Image, **more: Any) -> None:
    file = folder.path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    image.save(file, **more)


def declare(folder: Folder, cover: str = "covers/tin cơ sở.png", section: str = "tin-co-so") -> None:
    folder.replace(f"key: {section}\n", f"key: {section}\n    cover: {cover}\n")


def playlist(folder: Folder, title: str = "Tin cơ sở") -> str:
    return next(str(each["id"]) for each in folder.playlists() if each["snippet"]["title"] == title)


def images(folder: Folder, title: str = "Tin cơ sở") -> list[dict[str, Any]]:
    return folder.items(f"playlistImages?part=snippet&parent={playlist(folder, title)}")


def stored(folder: Folder, title: str = "Tin cơ sở") -> bytes:
    """The bytes that YouTube has of a playlist's picture."""
    from ytchannel.sandbox import Request, Sandbox

    (image,) = images(folder, title)
    with Sandbox(folder.path / ".ytchannel" / "sandbox.db") as sandbox:
        answer = sandbox.handle(Request("GET", f"http://x/_sandbox/media/playlistImage/{image['id']}", {}, b""))
    assert answer.status == 200
    body = answer.body
    return body if isinstance(body, bytes) else b"".join(body)


def shown(folder: Folder) -> Image.Image:
    """The picture that YouTube shows, as one looks at it."""
    return Image.open(io.BytesIO(stored(folder)))


def by_hand(folder: Folder, colour: Any = GREEN, size: int = 300) -> None:
    """Somebody sets a picture in YouTube Studio."""
    from ytchannel.sandbox import Request, Sandbox

    stream = io.BytesIO()
    Image.new("RGB", (size, size), colour).save(stream, "PNG")
    snippet = f'{{"snippet": {{"playlistId": "{playlist(folder)}", "type": "hero"}}}}'
    parts = [b"--x", b"Content-Type: application/json", b"", snippet.encode(), b"--x", b"Content-Type: image/png", b""]
    body = b"\r\n".join([*parts, stream.getvalue(), b"--x--", b""])
    headers = {"Authorization": "Bearer other", "Content-Type": "multipart/related; boundary=x"}
    url = "https://youtube.googleapis.com/upload/youtube/v3/playlistImages?part=snippet&uploadType=multipart"
    with Sandbox(folder.path / ".ytchannel" / "sandbox.db") as sandbox:
        assert sandbox.handle(Request("POST", url, headers, body)).status == 200
    folder.steer("DELETE", "journal")


def changes(result: Result) -> list[tuple[str, str, str]]:
    return [(change["action"], change["kind"], change["key"]) for change in result.json["changes"]]


def sent(folder: Folder) -> list[str]:
    """The requests about pictures."""
    return [each["method"] for each in folder.journal() if "playlistImages" in each["method"]]


@pytest.fixture
def channel(folder: Folder) -> Folder:
    """A synced channel with two videos whose second section has declared a cover since."""
    folder.steer("POST", "seed", {"videos": 2, "playlists": 0, "seed": 3})
    assert folder.sync().code == 0
    picture(folder, "covers/tin cơ sở.png")
    declare(folder)
    folder.steer("DELETE", "journal")
    return folder


def test_a_square_picture_is_sent_as_it_is(channel: Folder) -> None:
    result = channel.sync()
    assert result.code == 0
    (change,) = result.json["changes"]
    assert change == {
        "action": "create", "kind": "cover", "key": "tin-co-so", "title": "Tin cơ sở",
        "fields": {"file": {"old": None, "new": "tin cơ sở.png"}}, "units": 50,
    }  # fmt: skip
    assert sent(channel) == [LIST, INSERT]
    assert stored(channel) == (channel.path / "covers" / "tin cơ sở.png").read_bytes()


def test_the_plan_says_file_and_price(channel: Folder) -> None:
    told = channel.run("sync", "--sandbox", "--dry-run").out
    assert "set cover" in told
    assert "tin cơ sở.png" in told
    assert "Price: 50 of" in told
    assert images(channel) == []


def test_what_is_set_is_neither_read_nor_sent_again(channel: Folder) -> None:
    assert channel.sync().code == 0
    channel.steer("DELETE", "journal")
    assert channel.sync("--check").code == 0
    assert channel.sync("--quick").json["changes"] == []
    assert sent(channel) == []


def test_another_picture_in_the_file_is_one_change(channel: Folder) -> None:
    assert channel.sync().code == 0
    new = picture(channel, "covers/tin cơ sở.png", BLUE)
    assert channel.sync("--check").code == 7
    assert changes(channel.sync()) == [("update", "cover", "tin-co-so")]
    assert stored(channel) == new
    assert channel.sync("--check").code == 0


def test_a_picture_that_is_not_declared_any_more_stays(channel: Folder) -> None:
    assert channel.sync().code == 0
    channel.replace("    cover: covers/tin cơ sở.png\n", "")
    channel.steer("DELETE", "journal")
    assert channel.sync().json["changes"] == []
    assert sent(channel) == []
    assert len(images(channel)) == 1


def test_a_new_playlist_gets_its_picture_in_the_same_run_before_its_entries(folder: Folder) -> None:
    folder.steer("POST", "seed", {"videos": 2, "playlists": 0, "seed": 3})
    picture(folder, "covers/tin cơ sở.png")
    declare(folder)
    folder.replace("key: tin-co-so\n", "key: tin-co-so\n    collect: {title: '*'}\n")
    result = folder.sync()
    assert result.code == 0
    kinds = [change["kind"] for change in result.json["changes"]]
    assert kinds == ["playlist"] * 7 + ["shelf"] * 7 + ["cover"] + ["entry"] * 2
    assert LIST not in sent(folder)
    assert len(images(folder)) == 1
    assert folder.sync("--check").code == 0


def test_a_file_from_a_mac_is_found_by_its_name(channel: Folder) -> None:
    file = channel.path / "covers" / "tin cơ sở.png"
    file.rename(file.with_name(unicodedata.normalize("NFD", file.name)))
    assert changes(channel.sync()) == [("create", "cover", "tin-co-so")]


def test_the_middle_is_cut_out_of_a_wide_picture(channel: Folder) -> None:
    """The left and right quarters go; the file stays as it is."""
    wide = Image.new("RGB", (1600, 900), GREEN)
    wide.paste(RED, (0, 0, 300, 900))
    wide.paste(BLUE, (1300, 0, 1600, 900))
    kept(channel, "anh/hội nghị.jpg", wide, quality=95)
    before = (channel.path / "anh" / "hội nghị.jpg").read_bytes()
    channel.replace("cover: covers/tin cơ sở.png", "cover: {file: anh/hội nghị.jpg, fit: crop}")
    result = channel.sync()
    assert result.json["changes"][0]["fields"]["fit"] == {"old": None, "new": "crop"}
    made = shown(channel)
    assert (made.format, made.size) == ("JPEG", (900, 900))
    assert all(near(made, place, GREEN) for place in ((5, 5), (450, 450), (895, 895)))
    assert (channel.path / "anh" / "hội nghị.jpg").read_bytes() == before
    assert channel.sync("--check").code == 0


def test_a_portrait_lies_upright_as_its_camera_held_it(channel: Folder) -> None:
    """EXIF says that it was turned: what is stored as the left side is the top."""
    stored_as = Image.new("RGB", (1200, 800), GREY)
    stored_as.paste(RED, (0, 0, 600, 800))
    stored_as.paste(BLUE, (600, 0, 1200, 800))
    turned = Image.Exif()
    turned[0x0112] = 6
    kept(channel, "chân dung.jpg", stored_as, exif=turned, quality=95)
    channel.replace("cover: covers/tin cơ sở.png", "cover: {file: chân dung.jpg, fit: crop}")
    assert channel.sync().code == 0
    made = shown(channel)
    assert made.size == (800, 800)
    assert made.getexif().get(0x0112, 1) == 1
    assert all(near(made, (x, 100), RED) and near(made, (x, 700), BLUE) for x in (50, 750))


def test_all_of_a_picture_is_kept_on_a_blurred_ground(channel: Folder) -> None:
    wide = Image.new("RGB", (4000, 2000), RED)
    wide.paste(BLUE, (2000, 0, 4000, 2000))
    kept(channel, "anh.png", wide)
    channel.replace("cover: covers/tin cơ sở.png", "cover: {file: anh.png, fit: pad}")
    assert channel.sync().code == 0
    made = shown(channel)
    assert (made.format, made.size) == ("JPEG", (2048, 2048))
    assert near(made, (5, 1024), RED)
    assert near(made, (2043, 1024), BLUE)
    assert near(made, (1018, 1024), RED)  # a sharp edge inside the picture
    assert near(made, (1030, 1024), BLUE)
    soft = made.getpixel((1024, 100))
    assert isinstance(soft, tuple)
    assert soft[0] > 70 < soft[2]  # and a soft one above it


def near(image: Image.Image, place: tuple[int, int], colour: tuple[int, int, int]) -> bool:
    found = image.getpixel(place)
    assert isinstance(found, tuple)
    return all(abs(a - b) < 12 for a, b in zip(found, colour, strict=True))


def test_a_picture_that_was_set_by_hand_is_replaced(channel: Folder) -> None:
    by_hand(channel)
    assert changes(channel.sync()) == [("update", "cover", "tin-co-so")]
    assert sent(channel) == [LIST, UPDATE]
    assert near(shown(channel), (5, 5), RED)


def test_a_picture_that_was_taken_away_by_hand_is_set_again(channel: Folder) -> None:
    """A playlist without one names the video whose picture it shows, which costs no read of its own."""
    channel.replace("key: tin-co-so\n", "key: tin-co-so\n    collect: {title: '*'}\n")
    assert channel.sync().code == 0
    channel.steer("DELETE", "journal")
    assert channel.sync("--check").code == 0
    assert sent(channel) == []
    channel.request("DELETE", f"playlistImages?id={images(channel)[0]['id']}")
    assert changes(channel.sync()) == [("create", "cover", "tin-co-so")]
    assert len(images(channel)) == 1


@pytest.mark.parametrize("fault", ["lose", "drop", "503"])
def test_a_lost_answer_leaves_one_picture(channel: Folder, fault: str) -> None:
    """It is looked whether there is one now; if not, it is sent again: there cannot be two."""
    channel.fault(INSERT, fault)
    result = channel.sync()
    assert (result.code, result.json["applied"]) == (0, 1)
    assert sent(channel).count(INSERT) == (1 if fault == "lose" else 2)
    assert len(images(channel)) == 1
    assert channel.sync("--check").code == 0


def test_a_replacement_whose_answer_is_lost_is_sent_again(channel: Folder) -> None:
    by_hand(channel)
    channel.fault(UPDATE, "lose")
    assert channel.sync().code == 0
    assert sent(channel) == [LIST, UPDATE, UPDATE]
    assert channel.sync("--check").code == 0


def test_without_its_ledger_it_sets_the_picture_once_more_and_no_second_one(channel: Folder) -> None:
    """A process that dies before its answer is kept leaves the same: nobody knows which picture is set."""
    assert channel.sync().code == 0
    for file in (channel.path / ".ytchannel").glob("sandbox-ledger*"):
        file.unlink()
    assert changes(channel.sync()) == [("update", "cover", "tin-co-so")]
    assert channel.sync("--check").code == 0


def test_a_list_that_lags_is_read_again(channel: Folder) -> None:
    channel.fault(INSERT, "stale-2")
    assert channel.sync().code == 0
    picture(channel, "covers/tin cơ sở.png", BLUE)
    assert changes(channel.sync()) == [("update", "cover", "tin-co-so")]
    assert near(shown(channel), (5, 5), BLUE)


def test_a_channel_without_a_verified_phone_number_gets_the_rest(channel: Folder) -> None:
    """403 is of the channel, so the second picture is not even sent: it would cost 50 units for nothing."""
    picture(channel, "covers/khác.png", BLUE)
    declare(channel, "covers/khác.png", "theo-guong-bac")
    channel.replace("title: Tin cơ sở", "title: Tin từ cơ sở")
    channel.replace("key: tin-co-so\n", "key: tin-co-so\n    collect: {title: '*'}\n")
    channel.steer("PUT", "settings", {"phone_verified": False})
    channel.steer("DELETE", "journal")
    result = channel.run("sync", "--sandbox", "--yes", "--json")
    assert (result.code, result.json["applied"]) == (6, 3)
    assert [each["kind"] for each in result.json["failed"]] == ["cover", "cover"]
    assert "youtube.com/verify" in result.err
    assert sent(channel).count(INSERT) == 1
    assert len(channel.entries(playlist(channel, "Tin từ cơ sở"))) == 2
    channel.steer("PUT", "settings", {"phone_verified": True})
    assert [kind for _, kind, _ in changes(channel.sync())] == ["cover", "cover"]


def test_a_spent_budget_leaves_the_picture_for_another_day(channel: Folder) -> None:
    channel.fault(INSERT, "403-quotaExceeded")
    result = channel.sync()
    assert (result.code, [each["kind"] for each in result.json["waiting"]]) == (5, ["cover"])
    assert channel.sync().json["applied"] == 1


def test_a_picture_that_came_with_the_run_goes_with_it(channel: Folder) -> None:
    assert channel.sync().code == 0
    told = channel.run("history", last_run(channel), "--sandbox").out
    assert "set cover" in told
    assert "tin cơ sở.png" in told
    back = go_back(channel)
    assert [(c["action"], c["kind"], c["units"]) for c in back["changes"]] == [("delete", "cover", 50)]
    assert back["notes"] == []
    assert images(channel) == []
    assert [note["code"] for note in go_back(channel)["notes"]] == ["undo-cover"]
    assert changes(channel.sync()) == [("create", "cover", "tin-co-so")]


def test_a_picture_that_was_replaced_does_not_come_back(channel: Folder) -> None:
    by_hand(channel)
    assert channel.sync().code == 0
    result = channel.run("undo", last_run(channel), "--sandbox", "--yes", "--json")
    assert result.json["changes"] == []
    assert result.json["notes"] == [{"code": "undo-cover", "section": "", "count": 1, "names": ["Tin cơ sở"]}]
    assert near(shown(channel), (5, 5), RED)


@pytest.mark.parametrize("who", ["by hand", "by a later run"])
def test_a_picture_that_was_changed_since_is_left_alone(channel: Folder, who: str) -> None:
    assert channel.sync().code == 0
    run = last_run(channel)
    if who == "by hand":
        by_hand(channel)
    else:
        picture(channel, "covers/tin cơ sở.png", BLUE)
        assert channel.sync().code == 0
    result = channel.run("undo", run, "--sandbox", "--yes", "--json")
    assert (result.json["changes"], [note["code"] for note in result.json["notes"]]) == ([], ["undo-changed"])
    assert len(images(channel)) == 1


def test_a_picture_that_is_gone_already_is_told(channel: Folder) -> None:
    assert channel.sync().code == 0
    channel.request("DELETE", f"playlistImages?id={images(channel)[0]['id']}")
    result = channel.run("undo", last_run(channel), "--sandbox", "--yes", "--json")
    assert [note["code"] for note in result.json["notes"]] == ["undo-gone"]


def test_a_playlist_takes_its_picture_along(folder: Folder) -> None:
    """One deletion instead of two."""
    folder.steer("PUT", "settings", {"playlists_a_day": None})
    picture(folder, "covers/tin cơ sở.png")
    declare(folder)
    assert folder.sync().code == 0
    back = go_back(folder)
    assert {change["kind"] for change in back["changes"]} == {"shelf", "playlist"}
    assert folder.playlists() == []
    # The way back from there brings the playlists, and says that one of them had a picture.
    again = go_back(folder)
    told = {note["code"]: note["names"] for note in again["notes"]}
    assert (told["undo-cover"], len(told["undo-anew"])) == (["Tin cơ sở"], 7)
    assert changes(folder.sync()) == [("create", "cover", "tin-co-so")]


def test_a_kept_plan_stands_for_its_picture(channel: Folder) -> None:
    assert channel.run("sync", "--sandbox", "--out", "plan.json").code == 0
    old = (channel.path / "covers" / "tin cơ sở.png").read_bytes()
    picture(channel, "covers/tin cơ sở.png", BLUE)
    assert channel.run("apply", "plan.json", "--sandbox", "--yes").code == 8
    (channel.path / "covers" / "tin cơ sở.png").write_bytes(old)
    assert channel.run("apply", "plan.json", "--sandbox", "--yes").code == 0
    assert stored(channel) == old


def test_a_picture_that_cannot_be_used_is_a_problem_before_the_first_request(channel: Folder) -> None:
    picture(channel, "covers/tin cơ sở.png", size=(400, 300))
    for command in ("check", "sync"):
        result = channel.run(command, "--sandbox")
        assert result.code == 3
        assert "400 × 300" in result.err
        assert 'write `cover: {file: "' not in result.err
        assert "write `cover: {file: covers/tin cơ sở.png, fit: crop}`" in result.err
    assert channel.journal() == []


def test_commands_that_set_no_cover_do_without_the_pictures(channel: Folder) -> None:
    (channel.path / "covers" / "tin cơ sở.png").unlink()
    assert channel.run("sync", "--sandbox", "--dry-run").code == 3
    assert channel.run("quota", "--sandbox").code == 0
    assert channel.run("stats", "--sandbox").code == 0
