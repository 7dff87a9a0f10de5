"""Write down what the sandbox models, method by method, and what can be set: run by `make docs`.

docs/sandbox-coverage.md is made of the code alone, so it cannot promise what the code does not do.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ytchannel.sandbox import control, faults, quota, registry, settings
from ytchannel.sandbox.discovery.document import APIS, document
from ytchannel.sandbox.oauth import exchange as oauth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ytchannel.sandbox.discovery.document import Method

FILE = Path(__file__).parent.parent / "docs" / "sandbox-coverage.md"

_HEAD = """\
# What the sandbox models

Made from the code by `make docs`; a test fails when it is out of date.

Every method of the three discovery documents is in one of these states:

* **behaves**: the request is checked and priced, and does what YouTube does, as far as the remark says;
* **validated**: the request is checked against the discovery document and priced: parameters, types, enums, ranges,
  required fields and parts. A good one is then answered with 501 and a body that says that it is not modelled.

A path that no document has is 404. Not modelled at all: HTTP batch requests (501), content owners (`onBehalfOf...` is
refused as for everybody who is none), live streaming, memberships, and any channel but those that the settings
`channel` and `channels` name.
"""

_TITLES = {
    "youtube": "YouTube Data API v3",
    "youtubeAnalytics": "YouTube Analytics API v2",
    "youtubereporting": "YouTube Reporting API v1",
}


def text() -> str:
    """The whole page."""
    return "\n".join(
        [
            _HEAD,
            *_methods(),
            *_settings(),
            *_block("Login", oauth),
            *_block("Faults", faults),
            *_block("Control plane", control),
        ]
    )


def _methods() -> Iterator[str]:
    for name in APIS:
        methods = sorted(document(name).methods.values(), key=lambda method: method.id)
        behave = sum(registry.is_modelled(method.id) for method in methods)
        told = f"{behave} of {len(methods)} methods behave. Faults and the journal put `{name}.` before their names."
        yield f"## {_TITLES[name]}\n\n{told}\n"
        yield "| Method | State | Units | Here |\n|---|---|---|---|"
        yield from map(_row, methods)
        yield ""


def _row(method: Method) -> str:
    units, bucket = quota.price(method.id)
    price = f"{units}" if bucket == "default" else f"{units} of `{bucket}`"
    short = method.id.partition(".")[2]
    if not registry.is_modelled(method.id):
        return f"| {short} | validated | {price} | |"
    return (
        f"| {short} | **behaves** | {price} | {_plain(registry.about(method.id).removeprefix(short + ':').strip())} |"
    )


def _settings() -> Iterator[str]:
    yield "## Settings\n\n`PUT /_sandbox/settings` changes any of them; those left out stay.\n"
    told = settings.described()
    yield "| Setting | Default | Does |\n|---|---|---|"
    for name, default, about, _ in told:
        yield f"| `{name}` | `{json.dumps(default, ensure_ascii=False)}` | {_plain(about)} |"
    yield "\n## What nobody knows\n"
    yield "Where the pages are silent, or contradict what users report, a setting decides; its default is a guess:\n"
    for name, default, _, question in told:
        if question:
            yield f"* `{name}` (`{json.dumps(default, ensure_ascii=False)}`): {question}"
    yield ""


def _block(title: str, module: object) -> Iterator[str]:
    """The docstring of a module, whose layout says something."""
    yield f"## {title}\n\n```text\n{(module.__doc__ or '').strip()}\n```\n"


def _plain(told: str) -> str:
    """A sentence as the cell of a table."""
    return told.replace("|", "\\|")


def main() -> int:
    """Write the page."""
    FILE.write_text(text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
