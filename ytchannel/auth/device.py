"""The login of a machine without a browser: a code that somebody types in elsewhere (oauth2/limited-input-device)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ytchannel import redaction
from ytchannel.auth.browser import of_answer
from ytchannel.auth.tokens import endpoint
from ytchannel.errors import AccessError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ytchannel.auth.clients import Client
    from ytchannel.auth.logins import Login

_GRANT = "urn:ietf:params:oauth:grant-type:device_code"
_SECONDS = 15  # that an answer may take
_INTERVAL = 5  # seconds between two questions, where Google names none; slow_down adds as much


def log_in(
    client: Client,
    scopes: Sequence[str],
    show: Callable[[str, str], None],
    sleep: Callable[[float], None],
    clock: Callable[[], float],
    seconds: float,
) -> Login:
    """Get a code, `show` the address where it is typed in and the code, and ask until somebody has decided.

    `clock` gives seconds. Raises AccessError when that is denied, fails, or takes too long.
    """
    asked = {"client_id": client.client_id, "scope": " ".join(scopes)}
    status, begun = _post(endpoint(client.token_uri, "device/code"), asked)
    if status != 200:
        code = "client-no-device" if begun.get("error") == "invalid_client" else "login-refused"
        raise AccessError(code, detail=str(begun.get("error", status)))
    redaction.learn(str(begun["device_code"]))
    show(str(begun.get("verification_url") or begun.get("verification_uri")), str(begun["user_code"]))
    interval = float(begun.get("interval", _INTERVAL))
    until = clock() + min(seconds, float(begun.get("expires_in", seconds)))
    redeem = {
        "client_id": client.client_id,
        "client_secret": client.client_secret,
        "device_code": begun["device_code"],
        "grant_type": _GRANT,
    }
    while clock() < until:
        sleep(interval)
        try:
            status, told = _post(client.token_uri, redeem)
        except AccessError:  # the line may come back while the code is still good
            continue
        if status == 200:
            return of_answer(client, told, scopes)
        match told.get("error"):
            case "authorization_pending":
                continue
            case "slow_down":
                interval += _INTERVAL
            case "access_denied":
                raise AccessError("login-denied")
            case "expired_token" | "invalid_grant":
                break
            case other:
                raise AccessError("login-refused", detail=str(other or status))
    raise AccessError("login-timeout", minutes=max(1, round(seconds / 60)))


def _post(address: str, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
    """The status and the JSON of an answer. Raises AccessError without one."""
    import requests

    try:
        answer = requests.post(address, data=form, timeout=_SECONDS, allow_redirects=False)
        told = answer.json()
    except (requests.RequestException, ValueError):
        raise AccessError("token-server-unreachable") from None
    return answer.status_code, told if isinstance(told, dict) else {}
