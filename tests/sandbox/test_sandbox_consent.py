"""A login in a real browser: Chromium before a served sandbox and a client that listens on this machine."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from sandbox_person import READ, SSL, YOUTUBE, address

from tests.browsing import FAINTEST, SMALLEST, Window, shot
from ytchannel.sandbox.testing import LocalYouTube, running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

WIDTHS = (390, 1280)


def has_ipv6() -> bool:
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            return True
    except OSError:
        return False


class Client(HTTPServer):
    """An app that waits for the browser to come back."""

    def __init__(self, host: str) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, 0), _Handler)
        self.told: list[dict[str, str]] = []
        self.url = f"http://{f'[{host}]' if ':' in host else host}:{self.server_port}/"


class _Handler(BaseHTTPRequestHandler):
    server: Client

    def do_GET(self) -> None:
        at = urlsplit(self.path)
        if at.query:
            self.server.told.append({name: values[0] for name, values in parse_qs(at.query).items()})
        content = (
            b'<!DOCTYPE html><html lang="en"><link rel="icon" href="data:,"><title>App</title><h1>Back in the app</h1>'
        )
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def client() -> Iterator[Client]:
    with waiting("127.0.0.1") as server:
        yield server


@contextmanager
def waiting(host: str) -> Iterator[Client]:
    server = Client(host)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def tube() -> Iterator[LocalYouTube]:
    """Two accounts, one of them with two channels."""
    with running() as found:
        found.settings(
            channel={"title": "Kênh thử nghiệm", "handle": "@kenhthunghiem", "account": "toasoan@example.com"},
            channels=[
                {"title": "Đảng ủy Khối Doanh nghiệp", "handle": "@khoidoanhnghiep", "account": "toasoan@example.com"},
                {"title": "Kênh riêng", "handle": "@kenhrieng", "account": "nhanvien@example.com"},
            ],
        )
        yield found


def test_a_whole_login_with_the_pointer(tube: LocalYouTube, client: Client, window: Callable[..., Window]) -> None:
    """Account, channel, one scope unticked, and back in the app with what was granted; no script is needed."""
    page = window(java_script_enabled=False).page
    page.goto(tube.url + address(redirect_uri=client.url, scope=f"{YOUTUBE} {READ}"))
    page.get_by_role("heading", name="Choose an account").wait_for()
    page.get_by_role("button", name="toasoan@example.com").click()
    page.get_by_role("heading", name="Choose a channel").wait_for()
    page.get_by_role("button", name="Đảng ủy Khối Doanh nghiệp").click()
    page.get_by_text("Đảng ủy Khối Doanh nghiệp (@khoidoanhnghiep)").wait_for()
    page.get_by_role("checkbox", name="Manage your YouTube account").uncheck()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="Back in the app").wait_for()
    (told,) = client.told
    assert (told["state"], told["scope"]) == ("xyz", READ)


def test_a_whole_login_with_the_keyboard(tube: LocalYouTube, client: Client, window: Callable[..., Window]) -> None:
    page = window().page
    page.goto(tube.url + address(redirect_uri=client.url))
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("nhanvien@example.com", exact=True).wait_for()
    assert "Kênh riêng (@kenhrieng)" in page.inner_text("main")
    page.get_by_role("checkbox").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")  # in a form it presses the first button
    page.get_by_role("heading", name="Back in the app").wait_for()
    assert client.told[0]["scope"] == READ


@pytest.mark.skipif(not has_ipv6(), reason="there is no ::1 on this machine")
def test_the_way_back_may_be_an_ipv6_address(tube: LocalYouTube, window: Callable[..., Window]) -> None:
    """No policy of a page can name one, and browsers hold redirects against the policy."""
    with waiting("::1") as client:
        page = window().page
        page.goto(tube.url + address(redirect_uri=client.url, login_hint="nhanvien@example.com"))
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("heading", name="Back in the app").wait_for()
        assert "code" in client.told[0]


def test_denial_in_vietnamese(tube: LocalYouTube, client: Client, window: Callable[..., Window]) -> None:
    page = window(locale="vi-VN").page
    page.goto(tube.url + address(redirect_uri=client.url))
    page.get_by_role("heading", name="Chọn tài khoản").wait_for()
    assert page.get_attribute("html", "lang") == "vi"
    page.get_by_role("button", name="nhanvien@example.com").click()
    page.get_by_role("button", name="Hủy").click()
    page.get_by_role("heading", name="Back in the app").wait_for()
    assert client.told == [{"error": "access_denied", "state": "xyz"}]


def test_going_back_and_choosing_another_account(
    tube: LocalYouTube, client: Client, window: Callable[..., Window]
) -> None:
    page = window().page
    page.goto(tube.url + address(redirect_uri=client.url))
    page.get_by_role("button", name="toasoan@example.com").click()
    page.get_by_role("heading", name="Choose a channel").wait_for()
    page.go_back()
    page.get_by_role("button", name="nhanvien@example.com").click()
    page.get_by_role("button", name="Continue").wait_for()
    page.reload()
    page.get_by_role("link", name="Choose another account").click()
    page.get_by_role("button", name="toasoan@example.com").click()
    page.get_by_role("button", name="Kênh thử nghiệm").click()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="Back in the app").wait_for()
    assert "code" in client.told[0]


def test_a_device_is_connected(tube: LocalYouTube, window: Callable[..., Window]) -> None:
    import requests

    from ytchannel.sandbox.oauth.clients import TV

    asked = {"client_id": TV.id, "scope": f"{YOUTUBE} {READ}"}
    codes = requests.post(f"{tube.url}/device/code", data=asked, timeout=10).json()
    page = window().page
    page.goto(codes["verification_url"])
    page.get_by_label("Enter the code displayed on your device").fill("XXXX-XXXX")
    page.get_by_role("button", name="Next").click()
    page.get_by_role("alert").wait_for()
    page.get_by_label("Enter the code displayed on your device").fill(codes["user_code"])
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="nhanvien@example.com").click()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="The device is connected").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_pages_are_readable(
    tube: LocalYouTube, client: Client, window: Callable[..., Window], tmp_path: Path, width: int, scheme: str
) -> None:
    """Nothing is cut off or smaller than can be read or touched, and every colour stands out from its ground."""
    tube.settings(consent="testing")
    page = window(viewport={"width": width, "height": 844}, color_scheme=scheme, locale="vi-VN").page
    asked = address(redirect_uri=client.url, scope=f"openid email {YOUTUBE} {SSL} {READ}", prompt="consent")
    page.goto(tube.url + asked)
    steps = ["toasoan@example.com", "Đảng ủy Khối Doanh nghiệp"]
    for number in range(3):
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(SMALLEST) >= 14
        assert page.evaluate(FAINTEST) >= 4.5
        for button in page.get_by_role("button").all():
            box = button.bounding_box()
            assert box
            assert box["height"] >= 44
        page.screenshot(path=shot(tmp_path, f"{number}-{width}-{scheme}"), full_page=True)
        if number < 2:
            page.get_by_role("button", name=steps[number]).click()


def test_what_went_wrong_is_readable(tube: LocalYouTube, browser: Browser, tmp_path: Path) -> None:
    """A page with the status 401; browsers complain of that in their console, so it is not watched here."""
    with browser.new_context(viewport={"width": 390, "height": 844}, locale="vi-VN") as context:
        page = context.new_page()
        page.goto(tube.url + address(client_id="nobody"))
        page.get_by_role("heading", name="Quyền truy cập bị chặn").wait_for()
        assert "Lỗi 401: invalid_client" in page.inner_text("main")
        page.screenshot(path=shot(tmp_path, "blocked"), full_page=True)
