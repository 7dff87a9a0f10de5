"""The pages of a login without a browser: what they refuse, what they lead to, and that looking changes nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from sandbox_driver import ROOT, Driver
from sandbox_person import BACK, READ, SSL, YOUTUBE, Page, Person, address

from ytchannel.sandbox import Request
from ytchannel.sandbox.discovery.document import APIS, document
from ytchannel.sandbox.oauth import scopes, texts
from ytchannel.sandbox.oauth.clients import DESKTOP, TV

if TYPE_CHECKING:
    from sandbox_driver import Clock

ACCOUNT = "chu.kenh@example.com"


@pytest.fixture
def person(tube: Driver) -> Person:
    return Person(tube.sandbox.handle, ROOT)


# What is refused with a page, since the client cannot be trusted with the answer.


@pytest.mark.parametrize(
    ("changes", "status", "error"),
    [
        ({"client_id": None}, 400, "invalid_request"),
        ({"client_id": "nobody.apps.googleusercontent.com"}, 401, "invalid_client"),
        ({"client_id": TV.id}, 400, "redirect_uri_mismatch"),
        ({"redirect_uri": None}, 400, "invalid_request"),
        ({"redirect_uri": "urn:ietf:wg:oauth:2.0:oob"}, 400, "invalid_request"),
        ({"redirect_uri": "https://example.com/back"}, 400, "redirect_uri_mismatch"),
        ({"redirect_uri": "https://127.0.0.1/back"}, 400, "redirect_uri_mismatch"),
        ({"redirect_uri": "http://127.0.0.1.example.com/"}, 400, "redirect_uri_mismatch"),
        ({"redirect_uri": "http://127.0.0.1@example.com/"}, 400, "redirect_uri_mismatch"),
        ({"redirect_uri": "http://127.0.0.1:99999/"}, 400, "redirect_uri_mismatch"),
        ({"redirect_uri": "http://127.0.0.1/#here"}, 400, "redirect_uri_mismatch"),
        ({"redirect_uri": "com.example.app:/back"}, 400, "redirect_uri_mismatch"),
        ({"response_type": None}, 400, "invalid_request"),
        ({"response_type": "token"}, 400, "unsupported_response_type"),
        ({"scope": None}, 400, "invalid_request"),
        ({"scope": f"{READ} https://www.googleapis.com/auth/drive"}, 400, "invalid_scope"),
        ({"code_challenge_method": "S512"}, 400, "invalid_request"),
        ({"code_challenge": "short"}, 400, "invalid_request"),
        ({"code_challenge": None}, 400, "invalid_request"),
        ({"prompt": "always"}, 400, "invalid_request"),
        ({"prompt": "none consent"}, 400, "invalid_request"),
        ({"access_type": "forever"}, 400, "invalid_request"),
    ],
)
def test_a_wrong_request_is_a_page_and_leads_nowhere(
    person: Person, changes: dict[str, Any], status: int, error: str
) -> None:
    page = person.open(address(**changes))
    assert page.status == status
    assert f"Error {status}: {error}" in page.text
    assert "Access blocked: Authorization Error" in page.text
    assert "location" not in page.headers
    assert page.forms == []


def test_a_scope_that_there_is_not_is_named(person: Person) -> None:
    page = person.open(address(scope=f"{READ} foo"))
    assert "Some requested scopes were invalid. {invalid=[foo]}" in page.text


def test_a_parameter_given_twice_is_refused(person: Person) -> None:
    page = person.open(address() + "&scope=openid")
    assert "Error 400: invalid_request" in page.text


@pytest.mark.parametrize(
    "back",
    ["http://127.0.0.1:8123/", "http://localhost", "http://[::1]:8123/back", "http://localhost:8123/a?b=c"],
)
def test_the_way_back_is_any_port_of_this_machine(person: Person, back: str) -> None:
    """Loopback by address or name, any port (oauth2/native-app)."""
    page = person.decide(address(redirect_uri=back), ACCOUNT)
    assert page.headers["location"].startswith(back)
    assert {"code", "state", "scope"} <= set(page.back)


def test_both_addresses_of_the_page_are_the_same(person: Person) -> None:
    page = person.open(address().replace("/v2/", "/"))
    assert "Choose an account" in page.text


# The way through the pages.


def test_who_agrees_goes_back_with_a_code_the_state_and_the_scopes(person: Person) -> None:
    page = person.open(address(state="a b&c"))
    assert "Choose an account" in page.text
    page = person.submit(page, "account", ACCOUNT)
    assert page.boxes == [YOUTUBE, READ]
    assert "Kênh thử nghiệm (@kenhthunghiem)" in page.text
    back = person.submit(page, "decision", "continue").back
    assert set(back) == {"code", "state", "scope"}
    assert back["code"].startswith("4/")
    assert (back["state"], back["scope"]) == ("a b&c", f"{YOUTUBE} {READ}")


def test_without_a_state_none_comes_back(person: Person) -> None:
    assert set(person.decide(address(state=None), ACCOUNT).back) == {"code", "scope"}


def test_who_cancels_goes_back_with_access_denied(person: Person) -> None:
    page = person.decide(address(), ACCOUNT, decision="cancel")
    assert page.back == {"error": "access_denied", "state": "xyz"}


def test_a_scope_can_be_unticked(person: Person) -> None:
    """Granular consent: what was granted comes back (facts 6.2)."""
    assert person.decide(address(), ACCOUNT, without=(YOUTUBE,)).back["scope"] == READ
    page = person.decide(address(), ACCOUNT, without=(YOUTUBE, READ))
    assert page.back["error"] == "access_denied"


@pytest.mark.parametrize(
    ("asked", "boxes"),
    [
        (SSL, []),
        (f"{SSL} {READ}", [SSL, READ]),
        (f"openid email {SSL}", [SSL]),
        ("openid email profile", []),
        ("email", []),
    ],
)
def test_which_scopes_have_a_box(person: Person, asked: str, boxes: list[str]) -> None:
    """Scopes beyond signing in, unless one is all that is asked for (oauth2/resources/granular-permissions)."""
    page = person.reach(address(scope=asked), ACCOUNT)
    assert page.boxes == boxes
    granted = person.submit(page, "decision", "continue").back["scope"].split()
    assert granted == list(scopes.split(asked))


def test_signing_in_is_granted_though_all_else_is_unticked(person: Person) -> None:
    back = person.decide(address(scope=f"email {READ}"), ACCOUNT, without=(READ,)).back
    assert back["scope"] == "https://www.googleapis.com/auth/userinfo.email"


def test_all_accounts_and_all_channels_of_one_can_be_chosen(tube: Driver, person: Person) -> None:
    tube.settings(
        channels=[
            {"title": "Kênh hai", "handle": "@kenhhai"},
            {"title": "Kênh <ba>", "handle": "@kenhba", "account": "ba@example.com"},
        ],
        accounts=["moi@example.com", ACCOUNT],
    )
    page = person.open(address())
    assert page.forms[0].buttons == [("account", each) for each in (ACCOUNT, "ba@example.com", "moi@example.com")]
    one = person.submit(page, "account", "ba@example.com")
    assert "Kênh <ba> (@kenhba)" in one.text
    assert "Kênh <ba>" not in one.html
    none = person.submit(page, "account", "moi@example.com")
    assert "no YouTube channel" in none.text
    several = person.submit(page, "account", ACCOUNT)
    assert "Choose a channel" in several.text
    assert len(several.forms[0].buttons) == 2
    last = person.submit(several, *several.forms[0].buttons[1])
    assert "Kênh hai (@kenhhai)" in last.text
    again = person.open(last.links[0])
    assert again.forms[0].buttons == page.forms[0].buttons


def test_a_hint_chooses_the_account_unless_it_is_to_be_chosen(person: Person) -> None:
    """login_hint, and prompt=select_account, which wins."""
    assert person.open(address(login_hint=ACCOUNT)).boxes == [YOUTUBE, READ]
    page = person.open(address(login_hint=ACCOUNT, prompt="select_account consent"))
    assert "Choose an account" in page.text
    assert "Choose an account" in person.open(address(login_hint="ai.do@example.com")).text
    other = person.open(person.open(address(login_hint=ACCOUNT)).links[0])
    assert "Choose an account" in other.text


def test_without_a_page_nobody_can_agree(person: Person) -> None:
    page = person.open(address(prompt="none"))
    assert page.back == {"error": "interaction_required", "state": "xyz"}


def test_an_app_in_testing_is_called_unverified(tube: Driver, person: Person) -> None:
    assert "not verified" not in person.reach(address(), ACCOUNT).text
    tube.settings(consent="testing")
    assert "Google has not verified this app" in person.reach(address(), ACCOUNT).text


# Forms and their safety.


def test_a_decision_is_sent_once(person: Person) -> None:
    page = person.reach(address(), ACCOUNT)
    assert person.submit(page, "decision", "continue").back["code"]
    again = person.submit(page, "decision", "continue")
    assert again.status == 400
    assert "It was sent already" in again.text


@pytest.mark.parametrize(
    "changes",
    [
        {"form": ""},
        {"form": "abc.def"},
        {"account": "khac@example.com"},
        {"channel": "UCxxxxxxxxxxxxxxxxxxxxxx"},
        {"request": address(state="other").partition("?")[2]},
        {"form": "tiếng Việt"},
    ],
)
def test_a_decision_is_about_what_was_shown(tube: Driver, person: Person, changes: dict[str, str]) -> None:
    tube.settings(accounts=["khac@example.com"])
    page = person.reach(address(), ACCOUNT)
    assert person.submit(page, "decision", "continue", **changes).status == 400
    assert person.submit(page, "decision", "continue").status == 302


def test_a_scope_that_was_not_asked_for_is_not_granted(person: Person) -> None:
    page = person.reach(address(), ACCOUNT)
    page.forms[0].fields.append(("scope", SSL))
    assert person.submit(page, "decision", "continue").back["scope"] == f"{YOUTUBE} {READ}"


def test_looking_at_pages_changes_nothing(tube: Driver, person: Person) -> None:
    before = list(tube.sandbox._store.db.iterdump())
    page = person.reach(address(), ACCOUNT)
    person.open(address(scope="foo"))
    person.open("/device")
    person.open("/device?user_code=ABCD-EFGH")
    (form,) = page.forms
    decided = urlencode([*form.fields, ("decision", "continue")])
    assert person.open(f"{form.action}?{decided}").boxes == [YOUTUBE, READ]
    assert list(tube.sandbox._store.db.iterdump()) == before


def test_pages_are_told_to_do_no_more_than_they_should(person: Person) -> None:
    page = person.reach(address(), ACCOUNT)
    policy = dict(part.strip().split(" ", 1) for part in page.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["form-action"] == f"'self' {BACK.rstrip('/')}"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["style-src"].startswith("'sha256-")
    assert "script-src" not in policy
    assert "<script" not in page.html
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("name", ["state", "client_id", "redirect_uri", "scope", "login_hint", "hl"])
def test_text_from_outside_is_text(tube: Driver, name: str) -> None:
    person = Person(tube.sandbox.handle, ROOT, Accept_Language="en")
    evil = '"><script>alert(1)</script>'
    assert "<script" not in person.open(address(**{name: evil})).html
    asked = urlencode({"request": address(**{name: evil}).partition("?")[2], "account": evil, "channel": evil})
    assert "<script" not in person.open(f"/signin/oauth/consent?{asked}").html
    assert "<script" not in person.open("/device?" + urlencode({"user_code": evil, "hl": evil})).html


def test_only_the_verbs_of_an_endpoint_are_taken(tube: Driver) -> None:
    for verb, path in [("POST", "/o/oauth2/v2/auth"), ("GET", "/token"), ("PUT", "/device"), ("DELETE", "/tokeninfo")]:
        got = tube.sandbox.handle(Request(verb, ROOT + path))
        assert got.status == 405
        assert verb not in got.headers["Allow"]


# Languages.


@pytest.mark.parametrize(
    ("accepted", "hl", "language"),
    [
        ("vi-VN,vi;q=0.9,en;q=0.8", None, "vi"),
        ("en-US,en;q=0.9", None, "en"),
        ("fr, vi;q=0.3, en;q=0.7", None, "en"),
        ("fr", None, "en"),
        ("", None, "en"),
        ("vi;q=x, en", None, "en"),
        ("vi;q=0", None, "en"),
        ("en", "vi", "vi"),
        ("vi", "en-GB", "en"),
    ],
)
def test_the_language_is_asked_for_or_the_browsers(tube: Driver, accepted: str, hl: str | None, language: str) -> None:
    person = Person(tube.sandbox.handle, ROOT, Accept_Language=accepted)
    page = person.open(address(hl=hl))
    heading = {"vi": "Chọn tài khoản", "en": "Choose an account"}[language]
    assert page.language == language
    assert heading in page.text
    last = person.submit(page, "account", ACCOUNT)
    assert last.language == language
    assert person.submit(last, "decision", "continue", form="").language == language


def test_every_scope_of_the_documents_can_be_asked_for_and_is_explained() -> None:
    known = {scope for api in APIS for method in document(api).methods.values() for scope in method.scopes}
    assert known <= scopes.KNOWN
    for language in texts.LANGUAGES:
        words = texts.Words(language)
        assert all(len(words.scope(scopes.short(scope))) > 10 for scope in scopes.KNOWN)


def test_a_code_knows_the_time(tube: Driver, person: Person, clock: Clock) -> None:
    """The device's code ends by the sandbox's clock, also in the middle of the pages."""
    got = tube.sandbox.handle(
        Request("POST", f"{ROOT}/device/code", {}, urlencode({"client_id": TV.id, "scope": READ}).encode())
    )
    code = json.loads(got.body)["user_code"]
    page = person.reach(f"/device?user_code={code}", ACCOUNT)
    clock.on(minutes=30)
    assert "No device waits" in person.submit(page, "decision", "continue").text


def test_the_client_file_leads_to_the_sandbox() -> None:
    shown = DESKTOP.file("http://127.0.0.1:1")["installed"]
    assert set(shown) == {
        "client_id",
        "project_id",
        "auth_uri",
        "token_uri",
        "auth_provider_x509_cert_url",
        "client_secret",
        "redirect_uris",
    }
    assert all(urlsplit(shown[name]).netloc == "127.0.0.1:1" for name in shown if name.endswith(("_uri", "_url")))


def test_a_page_says_that_it_is_the_sandbox(person: Person) -> None:
    pages: list[Page] = [person.open(address()), person.reach(address(), ACCOUNT), person.open("/device")]
    for page in pages:
        assert "This is the sandbox" in page.text
    assert parse_qs(urlsplit(pages[1].links[0]).query)["request"]
