"""Bodies against the schemas of the discovery document: types, enums, unknown fields, what is required."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import orjson

from ytchannel.sandbox.wire import Json, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ytchannel.sandbox.discovery.document import Document, Method

_PYTHON = {"string": str, "boolean": bool, "object": dict, "array": list}
_UNSIGNED = {"uint32": 2**32, "uint64": 2**64}
_SIGNED = {"int32": 2**31, "int64": 2**63}

# The reasons of the method pages for a missing field; elsewhere it is the general "required".
_REASONS = {
    ("playlists", "snippet.title"): "playlistTitleRequired",
    ("playlistItems", "snippet.playlistId"): "playlistIdRequired",
    ("playlistItems", "snippet.resourceId"): "resourceIdRequired",
    ("captions", "snippet.videoId"): "invalidMetadata",
    ("captions", "snippet.language"): "invalidMetadata",
    ("captions", "snippet.name"): "invalidMetadata",
}

# What has to be there and may be empty.
_MAY_BE_EMPTY = {("captions", "snippet.name")}


def parse(raw: bytes) -> Json:
    """The JSON object in a body; an empty body is an empty object. Raises Refused 400 parseError."""
    try:
        found = orjson.loads(raw or b"{}")
    except ValueError:
        raise Refused(400, "parseError", "Parse Error: the body is not JSON in UTF-8.") from None
    if not isinstance(found, dict):
        raise Refused(400, "parseError", "Parse Error: the body is not a JSON object.")
    return found


def check(document: Document, schema: str, value: Json, where: str = "body") -> Json:
    """A copy of `value` that fits `schema`, without nulls (which stand for absent). Raises Refused 400."""
    properties = document.schemas[schema].get("properties", {})
    return _fields(document, properties, value, where)


def require(document: Document, method: Method, body: Json) -> None:
    """What the document's annotations make required for a method. Raises Refused 400."""
    for path in _required(document, method, method.body, ""):
        value: Any = body
        for name in path.split("."):
            value = value.get(name) if isinstance(value, dict) else None
        if value in (None, {}) or (value == "" and (method.collection, path) not in _MAY_BE_EMPTY):
            reason = _REASONS.get((method.collection, path), "required")
            domain = "global" if reason == "required" else method.domain
            raise Refused(400, reason, f"Required: {path}", where=f"body.{path}", domain=domain)


def _required(document: Document, method: Method, schema: str, prefix: str) -> Iterable[str]:
    for name, rule in document.schemas[schema].get("properties", {}).items():
        if method.id in rule.get("annotations", {}).get("required", ()):
            yield prefix + name
        elif "$ref" in rule and not prefix:
            yield from _required(document, method, rule["$ref"], name + ".")


def _fields(document: Document, rules: Mapping[str, Json], value: Json, where: str) -> Json:
    found = {}
    for name, each in value.items():
        if name not in rules:
            told = f"Invalid JSON payload received. Unknown name \"{name}\" at '{_named(where)}': Cannot find field."
            raise _invalid(".".join((where, name)), told, _named(where))
        if each is not None:
            found[name] = _checked(document, rules[name], each, f"{where}.{name}")
    return found


def _checked(document: Document, rule: Json, value: Any, where: str) -> Any:  # noqa: ANN401 - any JSON value
    if "$ref" in rule:
        return check(document, rule["$ref"], _typed(dict, value, where), where)
    kind = rule.get("type", "any")
    if kind == "integer" or rule.get("format") in _UNSIGNED | _SIGNED:
        return _number(rule, value, where)
    if kind == "number":
        return _typed((int, float), value, where)
    if kind not in _PYTHON:
        return value
    _typed(_PYTHON[kind], value, where)
    if kind == "array":
        return [_checked(document, rule["items"], each, f"{where}[{place}]") for place, each in enumerate(value)]
    if kind == "object":
        more = rule.get("additionalProperties")
        if more is None:
            return _fields(document, rule.get("properties", {}), value, where)
        return {name: _checked(document, more, each, f"{where}.{name}") for name, each in value.items()}
    if "enum" in rule and value not in rule["enum"]:
        raise _bad(where, f'"{value}"')
    return value


def _typed(kind: Any, value: Any, where: str) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, kind) and (kind is bool or not isinstance(value, bool)):
        return value
    raise _bad(where, json.dumps(value)[:80])


def _number(rule: Json, value: Any, where: str) -> int | str:  # noqa: ANN401 - any JSON value
    """An integer, or the string form that 64-bit integers have in JSON; both are met for either."""
    text = str(value)
    if isinstance(value, bool) or not isinstance(value, int | str) or not re.fullmatch(r"-?\d{1,20}", text):
        raise _bad(where, json.dumps(value)[:80])
    size = rule.get("format", "int64")
    low, high = (0, _UNSIGNED[size]) if size in _UNSIGNED else (-_SIGNED.get(size, 2**63), _SIGNED.get(size, 2**63))
    if not low <= int(text) < high:
        raise _bad(where, f"{text} is out of range")
    return text if rule.get("type") == "string" else int(text)


def _bad(where: str, told: str) -> Refused:
    return _invalid(where, f"Invalid value at '{_named(where)}': {told}")


def _invalid(where: str, message: str, field: str = "") -> Refused:
    """A refusal as the front end words it, with the field once more in the details, or what an unknown one is in."""
    violations = [{"field": field or _named(where), "description": message}]
    details = ({"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": violations},)
    return Refused(400, "invalid", message, where=where, details=details)


def _named(where: str) -> str:
    """A place in the body as the front end calls it."""
    return "resource" + where.removeprefix("body")
