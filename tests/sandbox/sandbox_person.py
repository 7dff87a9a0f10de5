"""Somebody before the pages of a login, who reads them and fills their forms in as a browser without scripts would."""

from __future__ import annotations

import base64
import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import requests

from ytchannel.sandbox import Request, Response
from ytchannel.sandbox.oauth.clients import DESKTOP

YOUTUBE = "https://www.googleapis.com/auth/youtube"
READ = f"{YOUTUBE}.readonly"
SSL = f"{YOUTUBE}.force-ssl"
VERIFIER = "v" * 43
BACK = "http://127.0.0.1:9/"

Send = Callable[[Request], Response]


@dataclass
class Form:
    """A form as it stands: every field with its value, boxes only while they are ticked."""

    method: str
    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class Page(HTMLParser):
    """What somebody sees of a page."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.headers.items()}
        self.language = ""
        self.text = ""
        self.boxes: list[str] = []
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._skip = False
        self.html = response.body.decode()
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._skip = tag == "style"
        if tag == "html":
            self.language = given["lang"]
        elif tag == "form":
            self.forms.append(Form(given["method"], given["action"]))
        elif tag == "a":
            self.links.append(given["href"])
        elif tag == "button":
            self.forms[-1].buttons.append((given.get("name", ""), given.get("value", "")))
        elif tag == "input":
            if given.get("type") == "checkbox":
                self.boxes.append(given["value"])
            if given.get("type") != "checkbox" or "checked" in given:
                self.forms[-1].fields.append((given["name"], given.get("value", "")))

    def handle_data(self, data: str) -> None:
        if not self._skip:
            self.text += data

    @property
    def back(self) -> dict[str, str]:
        """What the client is told when the page leads back to it."""
        assert self.status == 302, self.text
        return dict(parse_qsl(urlsplit(self.headers["location"]).query))


class Person:
    """Opens addresses, chooses, ticks and decides."""

    def __init__(self, send: Send, root: str, **headers: str) -> None:
        self._send = send
        self._root = root
        self._headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def open(self, address: str) -> Page:
        """Look at a page."""
        return Page(self._send(Request("GET", urljoin(self._root, address), self._headers)))

    def submit(self, page: Page, name: str, value: str, *, without: tuple[str, ...] = (), **more: str) -> Page:
        """Press a button of the page's form, having unticked some boxes and filled in some fields."""
        (form,) = page.forms
        assert (name, value) in form.buttons, page.text
        kept = [each for each in form.fields if each[1] not in without and each[0] not in more]
        query = urlencode([*kept, *more.items(), *([(name, value)] if name else [])])
        if form.method == "get":
            return self.open(f"{form.action}?{query}")
        headers = {**self._headers, "Content-Type": "application/x-www-form-urlencoded"}
        return Page(self._send(Request("POST", urljoin(self._root, form.action), headers, query.encode())))

    def reach(self, address: str, account: str, channel: str = "") -> Page:
        """Go on from an address to the page with the scopes."""
        page = self.open(address)
        page = self.submit(page, "account", account)
        return self.submit(page, "channel", channel) if channel else page

    def decide(
        self,
        address: str,
        account: str,
        channel: str = "",
        *,
        decision: str = "continue",
        without: tuple[str, ...] = (),
    ) -> Page:
        """Go from an address to the end."""
        return self.submit(self.reach(address, account, channel), "decision", decision, without=without)


def over_http(request: Request) -> Response:
    body = request.body if isinstance(request.body, bytes) else b""
    got = requests.request(
        request.method, request.url, headers=request.headers, data=body, allow_redirects=False, timeout=10
    )
    return Response(got.status_code, dict(got.headers), got.content)


class Browser:
    """Opens the address of a login as somebody would who agrees to all but some scopes, and goes back to the app."""

    def __init__(self, root: str, account: str, channel: str = "", *, without: tuple[str, ...] = ()) -> None:
        self.person = Person(over_http, root)
        self.thread = threading.Thread(target=self._visit, args=(account, channel, without))

    def open(self, url: str, new: int = 0, autoraise: bool = True) -> bool:
        self.url = url
        self.thread.start()
        return True

    def _visit(self, account: str, channel: str, without: tuple[str, ...]) -> None:
        page = self.person.decide(self.url, account, channel, without=without)
        requests.get(page.headers["location"], timeout=10).close()


def address(**changes: Any) -> str:
    """Where a desktop client sends the browser; None leaves a parameter out."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
    given = {
        "client_id": DESKTOP.id,
        "redirect_uri": BACK,
        "response_type": "code",
        "scope": f"{YOUTUBE} {READ}",
        "state": "xyz",
        "access_type": "offline",
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        **changes,
    }
    return "/o/oauth2/v2/auth?" + urlencode({name: value for name, value in given.items() if value is not None})
