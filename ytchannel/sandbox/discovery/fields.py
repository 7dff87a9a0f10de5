"""Partial answers: the `fields` parameter, such as `nextPageToken,items(id,snippet/title)`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ytchannel.sandbox.wire import Json, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ytchannel.sandbox.discovery.document import Document

_WORD = re.compile(r"[^,/()]+|[,/()]")

# What is selected of an object: names, each with what is selected of its value (None: all of it).
Mask = dict[str, Any]


def select(document: Json, fields: str) -> Json:
    """The selected part of a document. Raises Refused 400 invalidParameter for a selector that cannot be read."""
    words = _WORD.findall(fields.replace(" ", ""))
    mask, rest = _list(words, fields)
    if rest:
        raise _unreadable(fields)
    found: Json = _cut(document, mask)
    return found


def check(document: Document, schema: str, fields: str) -> None:
    """Raise Refused 400 invalidParameter unless every selected name is one of the schema of an answer."""
    mask, rest = _list(_WORD.findall(fields.replace(" ", "")), fields)
    if rest:
        raise _unreadable(fields)
    if schema:
        _known(document, {"$ref": schema}, mask)


def _known(document: Document, rule: Mapping[str, Any], mask: Mask) -> None:
    if "$ref" in rule:
        rule = document.schemas[rule["$ref"]]
    if "items" in rule:
        _known(document, rule["items"], mask)
        return
    named, more = rule.get("properties", {}), rule.get("additionalProperties")
    for name, inner in mask.items():
        found = rule if name == "*" else named.get(name, more)
        if found is None:
            raise _unreadable(name)
        if inner and found.get("type") != "any":
            _known(document, found, inner)


def _list(words: list[str], fields: str) -> tuple[Mask, list[str]]:
    """Selections between commas, up to a closing bracket or the end."""
    mask: Mask = {}
    while True:
        path, words = _path(words, fields)
        for name, inner in path.items():
            # a/b,a/c selects both
            mask[name] = {**mask[name], **inner} if inner and mask.get(name) else inner
        if not words or words[0] != ",":
            return mask, words
        words = words[1:]


def _path(words: list[str], fields: str) -> tuple[Mask, list[str]]:
    """One selection: name, name/path, or name(list)."""
    if not words or words[0] in ",/()":
        raise _unreadable(fields)
    name, words = words[0], words[1:]
    if words[:1] == ["/"]:
        inner, words = _path(words[1:], fields)
        return {name: inner}, words
    if words[:1] == ["("]:
        inner, words = _list(words[1:], fields)
        if words[:1] != [")"]:
            raise _unreadable(fields)
        return {name: inner}, words[1:]
    return {name: None}, words


def _cut(value: Any, mask: Mask | None) -> Any:  # noqa: ANN401 - any JSON value
    if mask is None or "*" in mask:
        return value
    if isinstance(value, list):
        return [_cut(each, mask) for each in value]
    if isinstance(value, dict):
        return {name: _cut(each, mask[name]) for name, each in value.items() if name in mask}
    return value


def _unreadable(fields: str) -> Refused:
    return Refused(400, "invalidParameter", f"Invalid field selection {fields}", where="fields")
