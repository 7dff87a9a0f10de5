"""The sandbox's control plane: what its own commands send it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ytchannel.errors import NoSandboxError, UsageError
from ytchannel.transport import LostError
from ytchannel.workflows.connecting import Target, Time, ledger_file, open_transport

if TYPE_CHECKING:
    from pathlib import Path


def steer(folder: Path, target: Target, verb: str, what: str, wish: Any = None) -> dict[str, Any]:  # noqa: ANN401
    """Send one request to `/_sandbox/WHAT` and return its answer.

    Raises UsageError when the sandbox refuses it, or when it is none, and NoSandboxError when nobody answers.
    """
    body = b"" if wish is None else json.dumps(wish).encode()
    root = target.url or "http://sandbox.localhost/"
    with open_transport(target, folder, None, Time()) as transport:
        try:
            answer = transport.send(verb, f"{root}_sandbox/{what}", {"Content-Type": "application/json"}, body)
        except LostError as lost:
            raise NoSandboxError("no-sandbox", url=root, detail=lost.detail) from None
    try:
        found = json.loads(answer.body or b"{}")
    except ValueError:
        raise UsageError("another-server", url=root) from None
    if answer.status >= 400:
        error = found.get("error", found)
        raise UsageError("sandbox-refused", message=error.get("message", error) if isinstance(error, dict) else error)
    return dict(found)


def reset(folder: Path, target: Target) -> dict[str, Any]:
    """Empty the sandbox, and with it the ledger that remembers it. Raises GuardError while a run is at work."""
    from ytchannel.ledger import alone

    memory = ledger_file(folder, target)
    with alone(memory):
        answer = steer(folder, target, "POST", "reset")
        for file in memory.parent.glob(f"{memory.name}*"):
            file.unlink()
    return answer
