"""Whether answers fit the shapes of the reference pages: which properties they have, and of what types."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sandbox_shapes import Shape

_FITS = {
    "string": lambda value: isinstance(value, str),
    "etag": lambda value: isinstance(value, str) and value,
    "boolean": lambda value: isinstance(value, bool),
    "unsigned integer": lambda value: type(value) is int and value >= 0,
    "integer": lambda value: type(value) is int,
    "double": lambda value: type(value) in (int, float),
    "unsigned long": lambda value: isinstance(value, str) and value.isdecimal(),
    "long": lambda value: isinstance(value, str) and value.removeprefix("-").isdecimal(),
    "anything": lambda _value: True,
    "datetime": lambda value: (
        isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", value)
    ),
}


def paths(shape: Any, path: str = "") -> set[str]:
    """Every property of a shape, and of what is in it."""
    if isinstance(shape, list):
        return paths(shape[0], path)
    if not isinstance(shape, dict):
        return {path}
    if "(key)" in shape:
        return {path, *paths(shape["(key)"], path)}
    inner = {each for name, value in shape.items() for each in paths(value, f"{path}.{name}" if path else name)}
    return inner | {path} if path else inner


def shown(value: Any, shape: Any, path: str = "") -> tuple[set[str], list[str]]:
    """The paths that a value has, and where its types are not the shape's."""
    if isinstance(shape, list):
        if not isinstance(value, list):
            return {path}, [path]
        each = [shown(item, shape[0], path) for item in value]
        return {path}.union(*(found for found, _ in each)), [wrong for _, more in each for wrong in more]
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            return {path}, [path]
        found, wrong = {path} - {""}, []
        for name, item in value.items():
            kind = shape.get(name, shape.get("(key)"))
            here = path if "(key)" in shape else f"{path}.{name}".removeprefix(".")
            if kind is None:
                found.add(here)
                continue
            inner, more = shown(item, kind, here)
            found |= inner
            wrong += more
        return found, wrong
    return {path}, [] if shape in _FITS and _FITS[shape](value) else [path]


def fits(shape: Shape, examples: Iterable[Any]) -> None:
    """Together the examples have every property but the absent ones, none beyond, all of the right type."""
    found: set[str] = set()
    for example in examples:
        has, wrong = shown(example, shape.keys)
        assert not wrong, f"of a wrong type: {wrong}"
        found |= has
    documented = paths(shape.keys)
    missing = {each for each in documented - found if not under(each, shape.absent)}
    assert not missing, f"missing: {sorted(missing)}"
    more = {each for each in found - documented if not under(each, shape.beyond)}
    assert not more, f"on no page: {sorted(more)}"


def under(path: str, roots: Iterable[str]) -> bool:
    return any(path == root or path.startswith(f"{root}.") for root in roots)
