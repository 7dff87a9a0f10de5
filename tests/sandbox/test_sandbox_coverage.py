"""docs/sandbox-coverage.md says what the code does, and the code does what it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tools import sandbox_coverage
from ytchannel.sandbox import registry, settings
from ytchannel.sandbox.discovery.document import APIS, document

if TYPE_CHECKING:
    from sandbox_driver import Driver

PAGE = sandbox_coverage.FILE.read_text(encoding="utf-8")


def test_the_page_is_of_this_code() -> None:
    assert sandbox_coverage.text() == PAGE, "make docs"


def test_every_method_of_every_document_is_on_the_page_once() -> None:
    rows = re.findall(r"^\| (\w+(?:\.\w+)+) \| (?:\*\*behaves\*\*|validated) \|", PAGE, re.MULTILINE)
    methods = [method.partition(".")[2] for name in APIS for method in document(name).methods]
    assert sorted(rows) == sorted(methods)


def test_what_behaves_has_a_remark() -> None:
    assert [method for method in registry.modelled() if len(registry.about(method)) < 10] == []


def test_settings_that_decide_what_nobody_knows_tell_the_question() -> None:
    for name, _, about, question in settings.described():
        assert about.endswith("."), name
        assert not question or f"`{name}`" in PAGE.partition("## What nobody knows")[2], name


@pytest.mark.parametrize(
    ("method", "query", "body", "status"),
    [
        ("comments.insert", {"part": "snippet"}, {"snippet": {"parentId": "A", "textOriginal": "Hay quá!"}}, 501),
        ("comments.insert", {"part": "snippet"}, {"snippet": {"parentID": "A"}}, 400),
        ("comments.insert", {}, {"snippet": {}}, 400),
        ("watermarks.unset", {"channelId": "UC"}, b"", 501),
        ("subscriptions.list", {"part": "snippet", "mine": "maybe"}, b"", 400),
    ],
)
def test_what_is_validated_is_checked_before_501_says_that_it_is_not_modelled(
    tube: Driver, method: str, query: dict[str, str], body: dict[str, object] | bytes, status: int
) -> None:
    answer = tube.call(method, body, **query)
    assert answer.status == status
    if status == 501:
        assert "not modelled" in answer.body["error"]["message"]
        assert tube.journal()[-1]["units"] > 0
