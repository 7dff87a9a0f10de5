"""policy.yaml: who may publish, delete, prune and notify; refused before any write, whatever command it comes from."""

from __future__ import annotations

import os
import pwd
from typing import TYPE_CHECKING, Any

import pytest

from tests.system.test_folder_upload import put
from tests.system.test_undo import last_run
from tests.system.test_watching import pauses  # noqa: F401 - a fixture
from ytchannel import words
from ytchannel.config import load_channel
from ytchannel.errors import GuardError
from ytchannel.plan import Call
from ytchannel.workflows import undo
from ytchannel.workflows.connecting import Target, connect

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.system.conftest import Folder, Result
    from ytchannel.errors import ChannelToolError
    from ytchannel.plan import Change

ME = pwd.getpwuid(os.getuid()).pw_name
OTHER = "{profile: toa-soan}"
PUBLISH = f"publish: [lan, {OTHER}]\n"
DELETE = f"delete: [lan, {OTHER}]\n"
PRUNE = f"prune: [lan, {OTHER}]\n"
NOTIFY = f"notify: [lan, {OTHER}]\n"
AS_OFFICE = ("--profile", "toa-soan")


class Silent:
    """Nobody watches."""

    def began(self, change: Change) -> None: ...

    def moved(self, change: Change, sent: int, size: int) -> None: ...

    def ended(self, change: Change, error: ChannelToolError | None) -> None: ...


@pytest.fixture(autouse=True)
def nobody_of_the_list() -> None:
    assert ME != "lan"


def listed(folder: Folder, *lines: str, file: str = "a.mp4", name: str = "videos.yaml") -> None:
    """A list of one file, with more lines of its entry."""
    more = "".join(f"    {line}\n" for line in lines)
    folder.write(name, f"videos:\n  - file: {file}\n    title: Hội nghị\n{more}")


def allow(folder: Folder, text: str) -> None:
    """Write the policy; what was requested before is of no interest."""
    folder.write("policy.yaml", text)
    folder.steer("DELETE", "journal")


def writes(folder: Folder) -> list[str]:
    return [each["method"] for each in folder.journal() if not each["method"].endswith((".list", ".batchGetStats"))]


def refused(folder: Folder, result: Result, action: str, may: str = "the user lan, the profile toa-soan") -> None:
    """It ended with 8, said what, who and who may, and wrote nothing."""
    assert result.code == 8, result.err
    (told,) = [line for line in result.err.splitlines() if "policy.yaml" in line]
    assert action in told
    assert f"the user {ME}" in told
    assert may in told
    assert "--force" not in told
    assert writes(folder) == []
    if result.out.startswith("{"):
        error = result.json["error"]
        assert (error["exit"], error["name"]) == (8, "Guard")
        assert error["message"] in result.err
        assert result.json.get("applied", 0) == 0


@pytest.mark.parametrize("line", ["privacy: public", "publish_at: 2026-12-01 07:00", "publish_at: every weekday 07:00"])
def test_who_may_not_publish_uploads_nothing_public_or_scheduled(thursday: Folder, line: str) -> None:
    listed(thursday, line)
    allow(thursday, PUBLISH)
    refused(thursday, thursday.upload(), "publish")
    refused(thursday, thursday.upload("--force"), "publish")
    refused(thursday, thursday.upload("--profile", "van-phong"), "publish")
    dry = thursday.upload("--dry-run")
    assert dry.code == 0
    assert "policy.yaml" in dry.err  # said beforehand
    assert "error" not in dry.json
    assert thursday.videos() == []
    assert thursday.upload(*AS_OFFICE).code == 0
    assert len(thursday.videos()) == 1


def test_a_user_of_the_list_may(thursday: Folder) -> None:
    listed(thursday, "privacy: public")
    allow(thursday, f"publish: [lan, {ME}, {ME}]\ndelete: []\n")
    assert thursday.upload().code == 0
    assert thursday.videos()[0]["status"]["privacyStatus"] == "public"


def test_what_is_not_listed_is_for_everybody_and_an_empty_list_for_nobody(thursday: Folder) -> None:
    listed(thursday, "privacy: public")
    allow(thursday, "publish: []\n")
    refused(thursday, thursday.upload(*AS_OFFICE), "publish", "nobody")
    for everybody in ("{}\n", "delete: []\nprune: []\nnotify: []\n"):
        allow(thursday, everybody)
        assert thursday.upload().code == 0


def test_private_uploads_and_edits_are_for_everybody(thursday: Folder) -> None:
    listed(thursday, "privacy: private")
    allow(thursday, PUBLISH)
    assert thursday.upload().code == 0
    listed(thursday, "privacy: unlisted", "tags: [họp]")
    assert thursday.upload().code == 0


def test_the_user_comes_from_the_system_and_not_from_a_variable(
    thursday: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "lan")
    listed(thursday, "privacy: public")
    allow(thursday, PUBLISH)
    refused(thursday, thursday.upload(), "publish")
    listed(thursday)
    assert thursday.upload("--profile", "van-phong").code == 0
    (run,) = thursday.run("history", "--sandbox", "--json", "--limit", "1").json["runs"]
    assert run["user"] == f"{ME} (van-phong)"
    (written,) = thursday.run("history", str(run["number"]), "--sandbox", "--json").json["writes"]
    assert written["user"] == f"{ME} (van-phong)"


@pytest.mark.parametrize("line", ["privacy: public", "publish_at: 2026-12-01 07:00"])
def test_updates_of_what_is_up_are_judged_too_from_any_command(thursday: Folder, line: str) -> None:
    listed(thursday)
    assert thursday.upload().code == 0
    allow(thursday, PUBLISH)
    listed(thursday, line)
    refused(thursday, thursday.upload(), "publish")
    refused(thursday, thursday.run("tag", "--sandbox", "--yes", "--json"), "publish")
    assert thursday.run("tag", "--sandbox", "--dry-run").code == 0
    assert thursday.run("tag", "--sandbox", "--yes", *AS_OFFICE).code == 0


def test_a_time_that_is_changed_is_publishing(thursday: Folder) -> None:
    listed(thursday, "publish_at: 2026-12-01 07:00")
    assert thursday.upload().code == 0
    allow(thursday, PUBLISH)
    listed(thursday, "publish_at: 2026-12-02 07:00")
    refused(thursday, thursday.run("tag", "--sandbox", "--yes", "--json"), "publish")


def test_a_bulk_edit_is_judged(thursday: Folder) -> None:
    listed(thursday)
    assert thursday.upload().code == 0
    allow(thursday, PUBLISH)
    edit = ("tag", "--sandbox", "--where", "title=Hội*", "--yes")
    refused(thursday, thursday.run(*edit, "--set", "privacy=public"), "publish")
    assert thursday.run(*edit, "--set", "privacy=unlisted").code == 0
    assert thursday.run(*edit, "--set", "privacy=public", *AS_OFFICE).code == 0


def test_undo_publishes_for_those_only_who_may(thursday: Folder) -> None:
    listed(thursday, "privacy: public")
    assert thursday.upload().code == 0
    assert thursday.run("tag", "--sandbox", "--where", "title=H*", "--set", "privacy=private", "--yes").code == 0
    run = last_run(thursday)
    allow(thursday, PUBLISH)
    refused(thursday, thursday.run("undo", run, "--sandbox", "--yes", "--json"), "publish")
    assert thursday.run("undo", run, "--sandbox", "--dry-run").code == 0
    assert thursday.run("undo", run, "--sandbox", "--yes", *AS_OFFICE).code == 0
    assert thursday.videos()[0]["status"]["privacyStatus"] == "public"


def test_undo_takes_publication_back_for_everybody(thursday: Folder) -> None:
    listed(thursday)
    assert thursday.upload().code == 0
    for line in ("publish_at: 2026-12-01 07:00", "privacy: public"):
        listed(thursday, line)
        assert thursday.run("tag", "--sandbox", "--yes").code == 0
        allow(thursday, PUBLISH)
        assert thursday.run("undo", last_run(thursday), "--sandbox", "--yes").code == 0
        (video,) = thursday.videos()
        assert (video["status"]["privacyStatus"], video["status"].get("publishAt")) == ("private", None)
        (thursday.path / "policy.yaml").unlink()


def test_undo_deletes_for_those_only_who_may(thursday: Folder) -> None:
    run, before = last_run(thursday), len(thursday.playlists())
    allow(thursday, DELETE)
    refused(thursday, thursday.run("undo", run, "--sandbox", "--yes", "--json"), "delete")
    assert len(thursday.playlists()) == before
    assert thursday.run("undo", run, "--sandbox", "--yes", *AS_OFFICE).code == 0
    assert thursday.playlists() == []


def drop_section(folder: Folder) -> None:
    text = (folder.path / "playlists.yaml").read_text(encoding="utf-8")
    folder.write("playlists.yaml", text.rsplit("  - key:", 1)[0])


def test_prune_is_refused_before_any_request(thursday: Folder) -> None:
    drop_section(thursday)
    allow(thursday, PRUNE)
    result = thursday.sync("--prune", "--force")
    refused(thursday, result, "--prune")
    assert thursday.journal() == []
    assert thursday.sync().code == 0
    dry = thursday.sync("--prune", "--dry-run")
    assert (dry.code, "policy.yaml" in dry.err) == (0, True)
    assert thursday.sync("--prune", "--check").code == 7
    assert thursday.run("sync", "--sandbox", "--prune", "--out", "plan.json").code == 0
    assert thursday.sync("--prune", *AS_OFFICE).code == 0
    assert len(thursday.playlists()) == 6


def test_a_sync_that_deletes_is_refused_to_who_may_prune_but_not_delete(thursday: Folder) -> None:
    drop_section(thursday)
    allow(thursday, f"prune: [{ME}]\n" + DELETE)
    refused(thursday, thursday.sync("--prune"), "delete")
    checked = thursday.sync("--prune", "--check")
    assert (checked.code, "policy.yaml" in checked.err) == (7, False)
    assert thursday.sync("--prune", *AS_OFFICE).code == 0
    assert thursday.sync("--prune").code == 0  # nothing is left to delete


@pytest.mark.parametrize(("policy", "action"), [(DELETE, "delete"), (PRUNE, "prune")])
def test_a_plan_is_judged_by_who_applies_it(thursday: Folder, policy: str, action: str) -> None:
    drop_section(thursday)
    allow(thursday, policy)
    assert thursday.run("sync", "--sandbox", "--prune", "--out", "plan.json", *AS_OFFICE).code == 0
    refused(thursday, thursday.run("apply", "plan.json", "--sandbox", "--yes", "--force", "--json"), action)
    assert thursday.run("apply", "plan.json", "--sandbox", "--dry-run").code == 0
    thursday.run("sync", "--sandbox", "--prune", "--out", "plan.json")
    assert thursday.run("apply", "plan.json", "--sandbox", "--yes", *AS_OFFICE).code == 0


def test_notices_are_for_those_only_who_may_send_them(thursday: Folder) -> None:
    listed(thursday, "notify_subscribers: true")
    allow(thursday, NOTIFY)
    refused(thursday, thursday.upload(), "notify")
    assert thursday.upload("--dry-run").code == 0
    assert thursday.upload(*AS_OFFICE).code == 0
    listed(thursday, file="b.mp4")
    assert thursday.upload().code == 0


def test_notify_each_is_refused_before_any_request(thursday: Folder) -> None:
    listed(thursday)
    allow(thursday, NOTIFY)
    refused(thursday, thursday.upload("--notify-each"), "notify")
    assert thursday.journal() == []
    assert thursday.upload("--notify-each", "--dry-run").code == 0
    assert thursday.upload("--notify-each", *AS_OFFICE).code == 0


def test_a_watched_folder_is_no_way_around(
    thursday: Folder,
    pauses: list[Callable[[], object]],  # noqa: F811
) -> None:
    put(thursday, "tin-co-so/Một.mp4")
    thursday.replace("privacy: private", "privacy: public")
    allow(thursday, PUBLISH)
    pauses += [lambda: None]
    watching = ("upload", "--sandbox", "--yes", "--watch", "video")
    result = thursday.run(*watching)
    assert result.code == 130
    assert "policy.yaml" in result.err
    assert writes(thursday) == []
    pauses += [lambda: None]
    assert thursday.run(*watching, *AS_OFFICE).code == 130
    assert len(thursday.videos()) == 1


@pytest.mark.parametrize(("policy", "code"), [(NOTIFY, 8), ("notify: lan\n", 3)])
def test_what_no_file_that_comes_can_mend_ends_the_watch_at_once(
    thursday: Folder,
    pauses: list[Callable[[], object]],  # noqa: F811
    policy: str,
    code: int,
) -> None:
    put(thursday, "tin-co-so/Một.mp4")
    allow(thursday, policy)
    pauses += [lambda: None]
    assert thursday.run("upload", "--sandbox", "--yes", "--watch", "video", "--notify-each").code == code
    assert thursday.journal() == []


def test_nothing_is_written_even_if_a_command_forgot_to_ask(thursday: Folder) -> None:
    """The last gate stands where changes are made, whoever calls."""
    run = int(last_run(thursday))
    allow(thursday, DELETE)
    with connect(load_channel(thursday.path / "playlists.yaml"), Target("embedded"), writes=True) as connection:
        planned = undo.plan(connection, run)
        with pytest.raises(GuardError):
            undo.apply(connection, planned, Silent())
        (deletion, *_) = [change for change in planned.changes if change.action == "delete"]
        from ytchannel.workflows.recording import recorded

        def make() -> dict[str, Any]:
            return connection.youtube.send(Call("youtube.playlists.delete", {"id": deletion.wanted.id}))

        with pytest.raises(GuardError):
            recorded(connection, deletion, make)
    assert writes(thursday) == []


def test_it_is_said_in_vietnamese(thursday: Folder) -> None:
    words.use("vi")
    listed(thursday, "privacy: public")
    for policy, may in ((PUBLISH, "người dùng lan, hồ sơ toa-soan"), ("publish: []\n", "không ai")):
        allow(thursday, policy)
        result = thursday.upload("--profile", "van-phong")
        assert result.code == 8
        told = result.json["error"]["message"]
        assert told.startswith("Theo policy.yaml, ")
        assert f"người dùng {ME} (hồ sơ van-phong)" in told
        assert may in told


def test_the_policy_stands_beside_the_channel_file(thursday: Folder) -> None:
    listed(thursday, "privacy: public")
    thursday.write("khac/policy.yaml", "publish: []\n")
    thursday.write("khac/playlists.yaml", (thursday.path / "playlists.yaml").read_text(encoding="utf-8"))
    elsewhere = thursday.upload("videos.yaml", "--config", "khac/playlists.yaml", "--dry-run")
    assert elsewhere.err.count("khac/policy.yaml") == 1
    assert thursday.upload().code == 0


BROKEN = """\
publsh: [lan]
delete: lan
prune:
  - lan
  - {profil: toa-soan}
  - {profile: tòa soạn}
  - [lan]
  - ""
notify:
"""


def test_every_mistake_is_told_before_the_first_request(thursday: Folder) -> None:
    allow(thursday, BROKEN)
    told = {
        "policy.yaml:1:1: The key “publsh” is not known here; write `publish`.",
        "policy.yaml:2:9: “delete” takes a list; write it in brackets: [lan].",
        "policy.yaml:5:5: This is nobody; write the name of a user of the system, or {profile: NAME}.",
        "policy.yaml:6:5: “tòa soạn” is no name of a profile; use letters without accents, digits, - and _.",
        "policy.yaml:7:5: This is nobody; write the name of a user of the system, or {profile: NAME}.",
        "policy.yaml:8:5: This is nobody; write the name of a user of the system, or {profile: NAME}.",
    }
    empty = "policy.yaml:9:8: “notify” has no value; write one, or delete the line"
    for command in (("sync", "--sandbox"), ("upload", "--sandbox", "--dry-run"), ("check",), ("stats", "--sandbox")):
        result = thursday.run(*command)
        assert result.code == 3
        lines = result.err.splitlines()[:-1]
        assert set(lines[:-1]) == told
        assert lines[-1].startswith(empty)
    assert thursday.journal() == []
    problems = thursday.run("check", "--json").json["problems"]
    assert {each["file"] for each in problems} == {"policy.yaml"}
    assert len(problems) == len(told) + 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("publish: [lan\n", "policy.yaml:"),
        ("", "policy.yaml:1:1: policy.yaml has no content"),
        ("# nothing\n", "policy.yaml:1:1: policy.yaml has no content"),
        ("[lan]\n", "policy.yaml:1:1: The file does not begin with a key"),
        ("publish: [lan]\npublish: []\n", "policy.yaml:2:1: "),
        ("publish:\n  lan: x\n", "policy.yaml:2:3: “publish” takes a list"),
    ],
)
def test_what_is_no_policy_allows_nothing(thursday: Folder, text: str, told: str) -> None:
    allow(thursday, text)
    result = thursday.sync()
    assert result.code == 3
    assert told in result.err
    assert thursday.journal() == []


def test_a_policy_of_another_name_or_kind_is_not_passed_over(thursday: Folder) -> None:
    thursday.write("policy.yml", PUBLISH)
    result = thursday.sync()
    assert result.code == 3
    assert "policy.yml:1:1: This file is not read; name it policy.yaml" in result.err
    (thursday.path / "policy.yml").unlink()
    (thursday.path / "policy.yaml").symlink_to("gone.yaml")
    assert thursday.sync().code == 3
    (thursday.path / "policy.yaml").unlink()
    (thursday.path / "policy.yaml").mkdir()
    assert thursday.sync().code == 3


def test_check_tells_of_all_files_at_once(thursday: Folder) -> None:
    allow(thursday, "publsh: [lan]\n")
    listed(thursday, "privcy: public")
    thursday.replace("timezone:", "timezon:")
    files = {each["file"] for each in thursday.run("check", "--json").json["problems"]}
    assert files == {"playlists.yaml", "policy.yaml"}
    thursday.replace("timezon:", "timezone:")
    files = {each["file"] for each in thursday.run("check", "--json").json["problems"]}
    assert files == {"videos.yaml", "policy.yaml"}
    allow(thursday, PUBLISH)
    listed(thursday)
    assert thursday.run("check").code == 0
