"""The README is true: what it shows to type works, and what it says of options and codes is so."""

from __future__ import annotations

import json
import re
import shlex
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
import typer

from ytchannel import errors
from ytchannel.cli.commands import app
from ytchannel.config.shapes import DefaultsShape, EntryShape, PolicyFile
from ytchannel.sandbox.testing import running

if TYPE_CHECKING:
    from tests.system.conftest import Folder

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SANDBOX = (ROOT / "docs" / "sandbox.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "credentials" / "README.md").read_text(encoding="utf-8")
VIETNAMESE, _, ENGLISH = GUIDE.partition("\n# credentials, in English\n")


def sessions() -> list[str]:
    return re.findall(r"```console\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize("session", sessions(), ids=range(len(sessions())))
def test_a_session_of_the_readme_can_be_typed(folder: Folder, session: str) -> None:
    commands = re.split(r"^\$ ytchannel ", session, flags=re.MULTILINE)[1:]
    assert commands
    for each in commands:
        command, _, output = each.partition("\n")
        result = folder.run(*shlex.split(command, comments=True))
        assert result.code == 0, command
        assert result.out.startswith(output)


def test_the_manifest_of_the_readme_has_no_problems_but_its_files(folder: Folder) -> None:
    manifest = re.findall(r"```yaml\n(videos:.*?)```", README, re.DOTALL)[0]
    folder.write("videos.yaml", manifest)
    problems = folder.run("check", "--json").json["problems"]
    assert {problem["code"] for problem in problems} <= {"no-such-file", "publish-in-past"}


def test_the_policy_of_the_readme_has_no_problems(folder: Folder) -> None:
    policy = next(each for each in re.findall(r"```yaml\n(.*?)```", README, re.DOTALL) if "\npublish: " in each)
    folder.write("policy.yaml", policy)
    assert folder.run("check").code == 0
    assert re.findall(
        r"^\| `(\w+)` \| ", README.partition("| Action | Is |")[2].partition("\n\n")[0], re.MULTILINE
    ) == [*PolicyFile.model_fields]


def test_every_key_of_an_entry_has_its_line_in_the_page_of_the_list() -> None:
    page = (ROOT / "docs" / "manifest.md").read_text(encoding="utf-8")
    keys = re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)
    assert sorted(keys) == sorted(EntryShape.model_fields)
    defaults = page.partition("can stand under `defaults:`")[0].rpartition("|\n")[2]
    assert sorted(set(re.findall(r"`(\w+)`", defaults))) == sorted(DefaultsShape.model_fields)


def test_every_exit_code_of_the_tree_is_in_the_readme() -> None:
    codes = {kind.exit_code for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)}
    told = {int(code) for code in re.findall(r"^\| (\d+) \|", README, re.MULTILINE)}
    assert codes - {8} <= told  # 8 is the contract's for guards that come with deletions


def test_every_library_that_is_needed_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    needed = re.findall(r'^  "([a-z-]+)>=', text.split("[project.optional-dependencies]")[0], re.MULTILINE)
    assert len(needed) > 8
    assert [name for name in needed if name.lower() not in README.lower()] == []


def test_what_the_page_of_the_sandbox_sends_to_it_is_taken() -> None:
    sent = re.findall(r"^curl \$URL/(\w+) +(?:-X (\w+) ?)?(?:-d '(.*?)')?", SANDBOX, re.MULTILINE)
    assert len(sent) > 9
    with running() as tube:
        for what, verb, body in sent:
            made = body.replace("PL...", _a_playlist(tube.url)) if "PL..." in body else body
            wish = json.loads(made) if made else None
            tube.control(verb or ("POST" if body else "GET"), what, wish)


def _a_playlist(url: str) -> str:
    path = "/youtube/v3/playlists?part=id&mine=true&access_token=any"
    with urllib.request.urlopen(url + path) as answer:
        return str(json.load(answer)["items"][0]["id"])


@pytest.mark.parametrize(
    "what",
    [
        pytest.param(r"<(https?://[^>]+)>", id="addresses"),
        pytest.param(r"`[^`\n]+`|(?<!\*)\*([^*\n]+)\*(?!\*)", id="names of buttons"),
        pytest.param(r"`([^`\n]+)`", id="commands, files and errors"),
        pytest.param(r"^(\d+)\. ", id="steps"),
    ],
)
def test_both_languages_of_the_guide_to_the_login_say_the_same(what: str) -> None:
    def told(half: str) -> list[str]:
        return sorted(found.replace("TEN", "NAME") for found in re.findall(what, half, re.MULTILINE))

    assert told(ENGLISH)
    assert told(VIETNAMESE) == told(ENGLISH)


def test_both_languages_of_the_guide_to_the_login_know_as_many_dead_ends() -> None:
    rows = [re.findall(r"^\|[^-].*\|$", half, re.MULTILINE) for half in (VIETNAMESE, ENGLISH)]
    assert len(rows[0]) == len(rows[1]) > 15
    assert {row.count("|") for half in rows for row in half} == {3}


def test_the_guide_to_the_login_sends_nobody_elsewhere_than_to_google() -> None:
    hosts = {urlsplit(link).netloc for link in re.findall(r"https?://[^\s<>)`|]+", GUIDE)}
    assert hosts == {"console.cloud.google.com", "myaccount.google.com", "admin.google.com"}
    assert "http://" not in GUIDE
    sent = [link for link in re.findall(r"\]\(([^)]+)\)", README) if link.startswith("credentials/")]
    assert sent
    assert all((ROOT / link).is_file() for link in sent)


def test_the_steps_to_the_login_come_before_its_dead_ends_and_stand_on_a_screen() -> None:
    for half in (VIETNAMESE, ENGLISH):
        _, path, after = half.split("\n## ")[:3]
        assert "ytchannel auth login" in path
        assert after.count("\n|") > 15
        assert len(path.splitlines()) < 45


def commands_of_the_guide() -> list[str]:
    return sorted(set(re.findall(r"`ytchannel ([^`]+)`", GUIDE)))


@pytest.mark.parametrize("line", commands_of_the_guide())
def test_every_command_of_the_guide_to_the_login_is_one(line: str) -> None:
    """With the options and values that it shows; it is read, not run."""
    command: Any = typer.main.get_command(app)
    words = shlex.split(line)
    while hasattr(command, "commands"):
        assert words, "a command is missing"
        assert words[0] in command.commands
        command = command.commands[words.pop(0)]
    command.make_context(line, words)


def test_a_profile_can_be_given_to_the_commands_that_need_a_login() -> None:
    assert "`--profile NAME`" in GUIDE
    commands: Any = typer.main.get_command(app)
    for name in ("sync", "upload", "tag", "stats", "status"):
        assert any("--profile" in parameter.opts for parameter in commands.commands[name].params)
