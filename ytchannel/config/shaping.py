"""From plain values to shapes: what pydantic finds becomes problems with their places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from ytchannel.config.rules import RuleError, suggestion
from ytchannel.config.shapes import FORMS, Shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from ytchannel.config.declared import Declared, Steps, Value

S = TypeVar("S", bound=Shape)

_KINDS = {
    "string_type": "wants-text",
    "list_type": "wants-list",
    "dict_type": "wants-mapping",
    "model_type": "wants-mapping",
}


def shaped(shape: type[S], document: Declared, steps: Steps, instead: dict[str, Value] | None = None) -> S:
    """The mapping at `steps` as a shape, without what is wrong in it, which is reported.

    `instead` counts in its place: some of the same keys, whose values have the same parts.
    """
    value = document.at(steps)
    if not isinstance(value, dict):
        if value is not None:  # an empty value was reported when it was read
            document.report("wants-mapping", steps, name=_name(steps))
        return shape()
    value = value if instead is None else instead
    raw: dict[str, Any] = _without_nulls(value) if document.has_nulls else dict(value)  # type: ignore[assignment]
    for key in shape.LATER & raw.keys():
        document.report_key("not-yet", (*steps, key), name=key)
        del raw[key]
    while True:
        try:
            return shape.model_validate(raw)
        except ValidationError as error:
            found = error.errors(include_url=False)
        for each in found:
            _report(shape, document, steps, each)
            raw.pop(str(each["loc"][0]), None)


def value_of(shape: type[Shape], name: str, text: str) -> Any:  # noqa: ANN401 - of any field
    """The value of one field of a shape that is written as a text. Raises RuleError."""
    try:
        return getattr(shape.model_validate({name: text}), name)
    except ValidationError as error:
        found = error.errors(include_url=False)[0]
        rule = found.get("ctx", {}).get("error")
        raise (rule if isinstance(rule, RuleError) else RuleError("bad-value", reason=found["msg"])) from None


def declared(document: Declared, steps: Steps) -> frozenset[str]:
    """The keys that the mapping at `steps` has, whatever is wrong with their values."""
    value = document.at(steps)
    return frozenset(value) if isinstance(value, dict) else frozenset()


def _without_nulls(value: Value) -> Value:
    if isinstance(value, dict):
        return {key: _without_nulls(each) for key, each in value.items() if each is not None}
    if isinstance(value, list):
        return [_without_nulls(each) for each in value if each is not None]
    return value


def _name(steps: Steps) -> str:
    """The key that the value belongs to."""
    return next((step for step in reversed(steps) if isinstance(step, str)), "")


def _report(shape: type[Shape], document: Declared, steps: Steps, error: ErrorDetails) -> None:
    loc = _true_steps(document, steps, error["loc"])
    rule = error.get("ctx", {}).get("error")
    if isinstance(rule, RuleError):
        document.refuse(rule, loc, name=_name(loc))
    elif error["type"] == "extra_forbidden":
        key = str(loc[-1])
        shape = _inner(shape, error["loc"][:-1])
        known = [field.alias or name for name, field in shape.model_fields.items()]
        document.report_key("unknown-key", loc, **(suggestion(key, [*known, *sorted(shape.LATER)]) | {"known": known}))
    elif error["type"] in _KINDS:
        given = error["input"]
        facts = {"value": given if isinstance(given, str) else "", "variant": ""}
        if error["type"] == "list_type" and facts["value"]:
            facts["variant"] = "right"
        elif error["type"] == "string_type":
            facts["variant"] = "list" if isinstance(given, list) else "mapping"
        document.report(_KINDS[error["type"]], loc, name=_name(loc), **facts)
    else:
        document.report("bad-value", loc, name=_name(loc), reason=error["msg"])


def _true_steps(document: Declared, steps: Steps, loc: Steps) -> Steps:
    """The steps in the file: pydantic saw its lists without their empty items."""
    true = steps
    for step in loc:
        if step in FORMS:
            continue
        value = document.at(true)
        if isinstance(value, list) and isinstance(step, int):
            true += ([index for index, each in enumerate(value) if each is not None][step],)
        else:
            true += (step,)
    return true


def _inner(shape: type[Shape], loc: Steps) -> type[Shape]:
    """The shape of the mapping at `loc` in a shape."""
    for step in loc:
        field = next((f for name, f in shape.model_fields.items() if (f.alias or name) == step), None)
        shape = next(_shapes(field.annotation), shape) if field else shape
    return shape


def _shapes(annotation: object) -> Iterator[type[Shape]]:
    """The shapes in an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        yield annotation
    for each in getattr(annotation, "__args__", ()):
        yield from _shapes(each)
