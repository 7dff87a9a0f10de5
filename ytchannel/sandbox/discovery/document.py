"""The APIs as their discovery documents draw them: routes, parameters, media limits, parts. Nothing is copied."""

from __future__ import annotations

import functools
import importlib.util
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote

import orjson

from ytchannel.sandbox.wire import Json, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

APIS = {"youtube": "youtube.v3", "youtubeAnalytics": "youtubeAnalytics.v2", "youtubereporting": "youtubereporting.v1"}
"""The files of the documents by the first word of their methods' ids."""

# Paths that begin so belong to another document than the Data API's.
_ROUTES = {"/v2/": "youtubeAnalytics", "/v1/": "youtubereporting"}

# Accepted by Google's front end on every method, beside those in the document's own `parameters`.
_FRONT = {"upload_id", "oauth_token", "access_token", "userIp", "trace", "$.xgafv", "$alt", "$prettyPrint", "$fields"}

_ANY: Json = {"type": "string"}

# What the front end of Google offers and the sandbox does not: other forms of answers.
_FORMS = {("alt", "proto"), ("$alt", "proto")}

_PLACE = re.compile(r"\{(\+?)(\w+)\}")

# How the resource in an answer or a body is called, where the response schema does not lead to it.
_RESOURCES = {"youtube.videos.batchGetStats": "VideoStat"}


@dataclass(frozen=True)
class Media:
    """What a method takes as media: accepted MIME types and the largest size in bytes."""

    accept: tuple[str, ...]
    max_size: int

    def takes(self, mime: str) -> bool:
        """Whether a content type is accepted; a wildcard sent by the client matches nothing but itself."""
        mime = mime.partition(";")[0].strip().lower()
        return any(
            mime == kind or kind == "*/*" or (kind.endswith("/*") and mime.startswith(kind[:-1]))
            for kind in self.accept
        )


@dataclass(frozen=True)
class Method:
    """One method of a document.

    `body` and `answer` are the schemas of what it takes and gives, `resource` the one whose object properties are its
    parts; each is "" if there is none. Any one of `scopes` suffices.
    """

    id: str
    verb: str
    path: str
    parameters: Mapping[str, Json]
    body: str
    answer: str
    resource: str
    media: Media | None
    scopes: tuple[str, ...]

    @property
    def api(self) -> str:
        """The beginning of the id: "youtube"."""
        return self.id.partition(".")[0]

    @property
    def collection(self) -> str:
        """The middle of the id: "playlists", "jobs.reports"."""
        return self.id.partition(".")[2].rpartition(".")[0]

    @property
    def domain(self) -> str:
        """The domain of its errors: "youtube.playlist"."""
        return f"youtube.{self.collection.removesuffix('s')}"

    @property
    def action(self) -> str:
        """The end of the id: "insert"."""
        return self.id.rpartition(".")[2]


class Document:
    """A discovery document made ready for lookups."""

    def __init__(self, document: Json) -> None:
        self.title: str = document["title"]
        self.schemas: Mapping[str, Json] = document["schemas"]
        self.front: Mapping[str, Json] = {**dict.fromkeys(_FRONT, _ANY), **document["parameters"]}
        self.methods: dict[str, Method] = {}
        self._routes: dict[tuple[str, str], Method] = {}
        self._patterns: list[tuple[str, re.Pattern[str], Method]] = []
        for resource in document["resources"].values():
            self._add(resource)

    def _add(self, resource: Json) -> None:
        for raw in resource.get("methods", {}).values():
            method = self._method(raw)
            self.methods[method.id] = method
            paths = ["/" + raw["path"]]
            paths += [
                "/" + kind["path"].lstrip("/") for kind in raw.get("mediaUpload", {}).get("protocols", {}).values()
            ]
            for path in paths:
                if "{" in path:
                    pattern = re.compile(_PLACE.sub(_group, path) + "$")
                    self._patterns.append((method.verb, pattern, method))
                else:
                    self._routes[method.verb, path] = method
        for nested in resource.get("resources", {}).values():
            self._add(nested)

    def _method(self, raw: Json) -> Method:
        media = raw.get("mediaUpload")
        body = raw.get("request", {}).get("$ref", "")
        return Method(
            raw["id"],
            raw["httpMethod"],
            raw["path"],
            raw.get("parameters", {}),
            body,
            raw.get("response", {}).get("$ref", ""),
            (body or self._listed(raw)) if "part" in raw.get("parameters", {}) else "",
            Media(tuple(media["accept"]), int(media.get("maxSize", 2**63))) if media else None,
            tuple(raw.get("scopes", ())),
        )

    def _listed(self, raw: Json) -> str:
        if raw["id"] in _RESOURCES:
            return _RESOURCES[raw["id"]]
        schema = self.schemas.get(raw.get("response", {}).get("$ref", ""), {})
        found: str = schema.get("properties", {}).get("items", {}).get("items", {}).get("$ref", "")
        return found

    def route(self, verb: str, path: str) -> tuple[Method, dict[str, str]] | None:
        """The method behind a verb and a path, and what the path names; None if there is none."""
        found = self._routes.get((verb, path))
        if found is not None:
            return found, {}
        for wanted, pattern, method in self._patterns:
            if wanted == verb and (named := pattern.match(path)):
                return method, {name: unquote(value) for name, value in named.groupdict().items()}
        return None

    @functools.cache  # noqa: B019 - there are three documents a process
    def parts(self, resource: str) -> frozenset[str]:
        """The parts of a resource: id and its properties that are objects."""
        properties = self.schemas[resource]["properties"]
        return frozenset({"id"} | {k for k, v in properties.items() if "$ref" in v or v.get("type") == "object"})

    def query(self, method: Method, query: str) -> dict[str, Any]:
        """The parameters of a query string, checked and typed: repeated ones are lists, integers are ints.

        Repeated parameters come as repeated keys, joined by commas, or both. Raises Refused 400.
        """
        found: dict[str, Any] = {}
        for name, value in parse_qsl(query, keep_blank_values=True):
            if method.parameters.get(name, {}).get("location") == "query":
                rule = method.parameters[name]
                if rule.get("repeated"):
                    found.setdefault(name, []).extend(each.strip() for each in value.split(",") if each.strip())
                else:
                    found[name] = _value(name, value, rule)
            elif name in method.parameters:
                pass  # clients repeat in the query what the path names
            elif name not in self.front:
                message = f'Unknown name "{name}": cannot bind query parameter.'
                raise Refused(400, "unexpectedParameter", message, where=name, domain="youtube.parameter")
            elif (name, value) in _FORMS or (name == "callback" and value):
                raise Refused(501, "notImplemented", f"The sandbox answers in JSON only, not with {name}={value}.")
            else:
                _value(name, value, self.front[name])
                if name == "fields":
                    found[name] = value
        for name, rule in method.parameters.items():
            if rule.get("required") and rule["location"] == "query" and not found.get(name):
                raise Refused(400, "required", f"Required parameter: {name}", where=name)
        return found

    def parts_asked(self, method: Method, query: Mapping[str, Any]) -> tuple[str, ...]:
        """The parts named by the `part` parameter. Raises Refused 400 unknownPart."""
        if not method.resource:
            return ()
        parts = tuple(dict.fromkeys(query.get("part", ())))
        for part in parts:
            if part not in self.parts(method.resource):
                raise Refused(400, "unknownPart", f"'{part}'", where="part", domain="youtube.part")
        return parts


def _value(name: str, value: str, rule: Json) -> str | int | bool:
    match rule["type"]:
        case "boolean":
            if value.lower() in ("true", "1", ""):
                return True
            if value.lower() in ("false", "0"):
                return False
            raise Refused(400, "invalidParameter", f"Invalid boolean value: '{value}'.", where=name)
        case "integer":
            return _integer(name, value, rule)
    if "enum" in rule and value not in rule["enum"]:
        allowed = ", ".join(rule["enum"])
        raise Refused(400, "invalidParameter", f"Invalid string value: '{value}'. Allowed: [{allowed}]", where=name)
    return value


def _integer(name: str, value: str, rule: Json) -> int:
    low, high = int(rule.get("minimum", -(2**63))), int(rule.get("maximum", 2**63))
    if re.fullmatch(r"-?\d{1,19}", value) and low <= int(value) <= high:
        return int(value)
    raise Refused(400, "invalidParameter", f"Invalid value '{value}'. Allowed range: [{low}, {high}]", where=name)


def youtube() -> Document:
    """The document of the YouTube Data API v3."""
    return document("youtube")


@functools.cache
def document(api: str) -> Document:
    """The document of an API in the installed google-api-python-client, read once a process.

    The client itself is not imported: that takes a hundred times as long as reading its file.
    """
    return Document(orjson.loads(source(APIS[api])))


def source(name: str) -> bytes:
    """The text of a document by the name of its file: "youtube.v3". Raises FileNotFoundError."""
    spec = importlib.util.find_spec("googleapiclient")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("googleapiclient")
    return (Path(spec.origin).parent / "discovery_cache" / "documents" / f"{name}.json").read_bytes()


def route(verb: str, path: str) -> tuple[Method, dict[str, str]]:
    """The method behind a verb and a path, and what the path names. Raises Refused 404, 501 for batches."""
    if path == "/batch" or path.startswith("/batch/"):
        raise Refused(501, "notImplemented", "HTTP batch requests are not modelled by the sandbox; send them singly.")
    api = next((api for start, api in _ROUTES.items() if path.startswith(start)), "youtube")
    found = document(api).route(verb, path)
    if found is None:
        raise Refused(404, "notFound", f"There is no {verb} {path} in the API.")
    return found


def method_of(id_: str) -> Method | None:
    """The method of an id such as "youtube.playlists.insert", None if no document has it."""
    api = id_.partition(".")[0]
    return document(api).methods.get(id_) if api in APIS else None


def _group(place: re.Match[str]) -> str:
    """The pattern of {name}, or of {+name}, which may have slashes."""
    return f"(?P<{place[2]}>{'.+' if place[1] else '[^/]+'})"
