"""Answers against the schemas of the discovery documents, before they leave: a check compiled once a schema."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from ytchannel.sandbox.discovery.document import document

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ytchannel.sandbox.wire import Json

Check: TypeAlias = "Callable[[Any], None]"

_WHOLE = {"int32", "uint32", "int64", "uint64"}
_LEAVES = {"string": str, "boolean": bool, "integer": int}
# What recorded answers have beside the values of the document: the entry of a deleted video.
_MORE_VALUES = {("PlaylistItemStatus", "privacyStatus"): ["privacyStatusUnspecified"]}
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


class UnfitError(Exception):
    """An answer does not fit its schema, which is a defect of the sandbox."""

    def __init__(self, path: str, value: Any) -> None:  # noqa: ANN401 - any JSON value
        super().__init__(f"{path}: {value!r:.80}")


def check(api: str, schema: str, answer: Json) -> None:
    """Raise UnfitError unless an answer has only the fields, types and enums of its schema in an API's document."""
    try:
        _schema(api, schema)(answer)
    except _Unfit as error:
        raise UnfitError(schema + error.path, error.value) from None


class _Unfit(Exception):  # noqa: N818 - it never leaves this module
    def __init__(self, value: Any) -> None:  # noqa: ANN401 - any JSON value
        super().__init__()
        self.path, self.value = "", value

    def under(self, name: str) -> _Unfit:
        self.path = f".{name}{self.path}"
        return self


@cache
def _schema(api: str, name: str) -> Check:
    """The check of a schema by name; what it refers to is compiled when it is first met."""
    return _object(api, document(api).schemas[name], name)


def _compiled(api: str, rule: Mapping[str, Any]) -> Check:
    if "$ref" in rule:
        return _referred(api, rule["$ref"])
    match rule.get("type"):
        case "object":
            return _object(api, rule)
        case "array":
            return _array(_compiled(api, rule["items"]))
        case "string":
            return _string(rule)
        case "boolean":
            return _typed(bool)
        case "integer":
            return _typed(int, unsigned=rule.get("format", "").startswith("u"))
        case "number":
            return _typed(int, float)
    return lambda _value: None


def _referred(api: str, name: str) -> Check:
    """The check of another schema, which is compiled when it is first met: schemas refer to each other in rings."""
    found: Check | None = None

    def check_referred(value: Any) -> None:  # noqa: ANN401 - any JSON value
        nonlocal found
        if found is None:
            found = _schema(api, name)
        found(value)

    return check_referred


def _object(api: str, rule: Mapping[str, Any], schema: str = "") -> Check:
    fields = {name: _compiled(api, _widened(schema, name, each)) for name, each in rule.get("properties", {}).items()}
    # Most values are strings and flags that may be anything: those need no call.
    leaves = {name: _LEAVES[each["type"]] for name, each in rule.get("properties", {}).items() if _is_leaf(each)}
    more = _compiled(api, rule["additionalProperties"]) if "additionalProperties" in rule else None

    def check_object(value: Any) -> None:  # noqa: ANN401 - any JSON value
        if type(value) is not dict:
            raise _Unfit(value)
        for name, each in value.items():
            if leaves.get(name) is type(each) and (type(each) is not int or each >= 0):
                continue
            inner = fields.get(name, more)
            if inner is None:
                raise _Unfit(each).under(name)
            try:
                inner(each)
            except _Unfit as error:
                raise error.under(name) from None

    return check_object


def _widened(schema: str, name: str, rule: Mapping[str, Any]) -> Mapping[str, Any]:
    more = _MORE_VALUES.get((schema, name))
    return {**rule, "enum": [*rule["enum"], *more]} if more else rule


def _is_leaf(rule: Mapping[str, Any]) -> bool:
    return rule.get("type") in _LEAVES and "enum" not in rule and rule.get("format") in (None, "int32", "uint32")


def _array(item: Check) -> Check:
    def check_array(value: Any) -> None:  # noqa: ANN401 - any JSON value
        if type(value) is not list:
            raise _Unfit(value)
        for each in value:
            item(each)

    return check_array


def _string(rule: Mapping[str, Any]) -> Check:
    enum = frozenset(rule["enum"]) if "enum" in rule else None
    whole = rule.get("format") in _WHOLE
    time = rule.get("format") in ("date-time", "google-datetime")

    def check_string(value: Any) -> None:  # noqa: ANN401 - any JSON value
        if type(value) is not str or (enum is not None and value not in enum):
            raise _Unfit(value)
        if whole and not value.removeprefix("-").isdecimal():
            raise _Unfit(value)
        if time and not _TIME.fullmatch(value):
            raise _Unfit(value)

    return check_string


def _typed(*kinds: type, unsigned: bool = False) -> Check:
    def check_typed(value: Any) -> None:  # noqa: ANN401 - any JSON value
        if type(value) not in kinds or (unsigned and value < 0):
            raise _Unfit(value)

    return check_typed
