"""Google's OAuth: codes, tokens and their ends, as programs meet them (facts 6)."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from sandbox_driver import ROOT, Answer, Clock, Driver, read
from sandbox_person import BACK, READ, SSL, VERIFIER, YOUTUBE, Person, address

from ytchannel.sandbox import Request, Sandbox
from ytchannel.sandbox.oauth.clients import DESKTOP, TV

if TYPE_CHECKING:
    from pathlib import Path

    from ytchannel.sandbox.oauth.clients import Client

ACCOUNT = "chu.kenh@example.com"
DEVICE = "urn:ietf:params:oauth:grant-type:device_code"


def post(tube: Driver, path: str, headers: dict[str, str] | None = None, **form: str) -> Answer:
    return read(tube.sandbox.handle(Request("POST", ROOT + path, headers or {}, urlencode(form).encode())))


def asked(client: Client = DESKTOP, **form: str) -> dict[str, str]:
    return {"client_id": client.id, "client_secret": client.secret, **form}


def code(tube: Driver, account: str = ACCOUNT, channel: str = "", **changes: Any) -> str:
    person = Person(tube.sandbox.handle, ROOT)
    return person.decide(address(**changes), account, channel).back["code"]


def redeem(tube: Driver, given: str, /, **changes: str) -> Answer:
    form = asked(grant_type="authorization_code", code=given, redirect_uri=BACK, code_verifier=VERIFIER)
    return post(tube, "/token", **{name: value for name, value in {**form, **changes}.items() if value})


def login(tube: Driver, account: str = ACCOUNT, channel: str = "", **changes: Any) -> dict[str, Any]:
    got = redeem(tube, code(tube, account, channel, **changes))
    assert got.status == 200, got.body
    return dict(got.body)


def renew(tube: Driver, refresh: str, **more: str) -> Answer:
    return post(tube, "/token", **asked(grant_type="refresh_token", refresh_token=refresh, **more))


def mine(tube: Driver, token: str) -> Answer:
    return tube.send("GET", "/youtube/v3/channels?part=snippet&mine=true", Authorization=f"Bearer {token}")


def error(got: Answer) -> tuple[int, str]:
    assert set(got.body) == {"error", "error_description"}
    return got.status, got.body["error"]


# Codes.


def test_a_code_gives_both_tokens(tube: Driver) -> None:
    """Installed apps get a refresh token without asking (oauth2/native-app); a second is gone from the hour."""
    got = redeem(tube, code(tube))
    assert got.status == 200
    assert got.headers["cache-control"] == "no-store"
    assert set(got.body) == {"access_token", "expires_in", "refresh_token", "scope", "token_type"}
    assert got.body["access_token"].startswith("ya29.")
    assert got.body["refresh_token"].startswith("1//")
    assert (got.body["expires_in"], got.body["token_type"]) == (3599, "Bearer")
    assert got.body["scope"].split() == [YOUTUBE, READ]


def test_a_code_is_for_one_use(tube: Driver) -> None:
    once = code(tube)
    assert redeem(tube, once).status == 200
    assert error(redeem(tube, once)) == (400, "invalid_grant")


def test_a_code_ends_after_ten_minutes(tube: Driver, clock: Clock) -> None:
    first, second = code(tube), code(tube)
    clock.on(minutes=9, seconds=59)
    assert redeem(tube, first).status == 200
    clock.on(seconds=1)
    assert error(redeem(tube, second)) == (400, "invalid_grant")


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({"code_verifier": "w" * 43}, (400, "invalid_grant")),
        ({"code_verifier": ""}, (400, "invalid_grant")),
        ({"redirect_uri": "http://127.0.0.1:10/"}, (400, "redirect_uri_mismatch")),
        ({"redirect_uri": ""}, (400, "redirect_uri_mismatch")),
        ({"client_secret": "wrong"}, (401, "invalid_client")),
        ({"client_secret": ""}, (400, "invalid_request")),
        ({"client_id": "nobody"}, (401, "invalid_client")),
        ({"client_id": ""}, (400, "invalid_request")),
        ({"client_id": TV.id, "client_secret": TV.secret}, (400, "invalid_grant")),
        ({"grant_type": "password"}, (400, "unsupported_grant_type")),
        ({"grant_type": ""}, (400, "unsupported_grant_type")),
        ({"code": "4/made-up"}, (400, "invalid_grant")),
        ({"code": ""}, (400, "invalid_request")),
    ],
)
def test_a_code_is_redeemed_only_as_it_was_asked_for(
    tube: Driver, changes: dict[str, str], answer: tuple[int, str]
) -> None:
    """PKCE, redirect_uri and client have to be those of the request; a wrong try does not use the code up."""
    good = code(tube)
    assert error(redeem(tube, good, **changes)) == answer
    assert redeem(tube, good).status == 200


def test_a_challenge_may_be_plain_or_missing(tube: Driver) -> None:
    plain = code(tube, code_challenge=VERIFIER, code_challenge_method=None)
    assert error(redeem(tube, plain, code_verifier="w" * 43)) == (400, "invalid_grant")
    assert redeem(tube, plain).status == 200
    without = code(tube, code_challenge=None, code_challenge_method=None)
    assert redeem(tube, without, code_verifier="").status == 200


def test_the_client_may_come_as_basic_credentials(tube: Driver) -> None:
    from base64 import b64encode

    basic = "Basic " + b64encode(f"{DESKTOP.id}:{DESKTOP.secret}".encode()).decode()
    form = {
        "grant_type": "authorization_code",
        "code": code(tube),
        "redirect_uri": BACK,
        "code_verifier": VERIFIER,
    }
    assert error(post(tube, "/token", {"Authorization": "Basic ?"}, **form)) == (400, "invalid_request")
    assert post(tube, "/token", {"Authorization": basic}, **form).status == 200


# Refresh tokens.


def test_a_refresh_token_gives_new_access_tokens_and_stays(tube: Driver, clock: Clock) -> None:
    first = login(tube)
    clock.on(hours=1)
    assert mine(tube, first["access_token"]).refused == (401, "authError")
    for _ in range(2):
        got = renew(tube, first["refresh_token"])
        assert set(got.body) == {"access_token", "expires_in", "scope", "token_type"}
        assert mine(tube, got.body["access_token"]).status == 200


def test_a_refresh_may_ask_for_fewer_scopes_but_not_for_others(tube: Driver) -> None:
    """A client that renews all scopes it asked for, of which one was unticked, gets invalid_scope (facts 6.3)."""
    refresh = login(tube)["refresh_token"]
    assert renew(tube, refresh, scope=READ).body["scope"] == READ
    assert error(renew(tube, refresh, scope=f"{READ} {SSL}")) == (400, "invalid_scope")
    assert renew(tube, refresh).body["scope"].split() == [YOUTUBE, READ]


def test_a_refresh_token_is_of_its_client(tube: Driver) -> None:
    refresh = login(tube)["refresh_token"]
    form = asked(TV, grant_type="refresh_token", refresh_token=refresh)
    assert error(post(tube, "/token", **form)) == (401, "unauthorized_client")
    assert error(renew(tube, "1//made-up")) == (400, "invalid_grant")


def test_in_testing_a_login_ends_after_seven_days(tube: Driver, clock: Clock) -> None:
    """The consent screen's status Testing, with any scope beyond name and address (facts 6.5)."""
    tube.settings(consent="testing")
    short = login(tube)
    assert short["refresh_token_expires_in"] == 604799
    only_name = login(tube, scope="openid email")
    assert "refresh_token_expires_in" not in only_name
    clock.on(days=6, hours=23, minutes=30)
    last = renew(tube, short["refresh_token"]).body
    assert last["refresh_token_expires_in"] == 1799
    clock.on(minutes=30)
    got = renew(tube, short["refresh_token"])
    assert (*error(got), got.body["error_description"]) == (400, "invalid_grant", "Token has been expired or revoked.")
    assert renew(tube, only_name["refresh_token"]).status == 200


def test_a_login_keeps_the_end_it_began_with(tube: Driver, clock: Clock) -> None:
    """Switching to production helps only logins that begin after it (facts 6.5)."""
    tube.settings(consent="testing")
    before = login(tube)["refresh_token"]
    tube.settings(consent="production")
    after = login(tube)["refresh_token"]
    clock.on(days=7)
    assert error(renew(tube, before)) == (400, "invalid_grant")
    assert renew(tube, after).status == 200


def test_a_login_unused_for_half_a_year_ends(tube: Driver, clock: Clock) -> None:
    used, unused = login(tube)["refresh_token"], login(tube)["refresh_token"]
    clock.on(days=100)
    assert renew(tube, used).status == 200
    clock.on(days=100)
    assert renew(tube, used).status == 200
    assert error(renew(tube, unused)) == (400, "invalid_grant")


def test_beyond_a_hundred_logins_the_oldest_ends_silently(tube: Driver) -> None:
    """More than 100 refresh tokens of an account and client: the oldest is dropped; its access token lasts (6.5)."""
    tube.settings(accounts=["khac@example.com"])
    other = login(tube, "khac@example.com")["refresh_token"]
    logins = [login(tube) for _ in range(101)]
    assert error(renew(tube, logins[0]["refresh_token"])) == (400, "invalid_grant")
    assert renew(tube, logins[1]["refresh_token"]).status == 200
    assert renew(tube, other).status == 200
    assert mine(tube, logins[0]["access_token"]).status == 200


def test_how_long_an_access_token_lasts_is_a_setting(tube: Driver, clock: Clock) -> None:
    tube.settings(access_token_seconds=60)
    token = login(tube)
    assert token["expires_in"] == 59
    clock.on(seconds=60)
    assert mine(tube, token["access_token"]).refused == (401, "authError")


# Tokens at the API.


def test_a_token_acts_on_its_channel_and_no_other(tube: Driver) -> None:
    """A token is bound to the chosen channel; channels.list mine=true has only that one (facts 6.5)."""
    tube.settings(channels=[{"title": "Kênh hai", "handle": "@kenhhai"}])
    ids = [mine(tube, "any").body["items"][0]["id"]]
    page = Person(tube.sandbox.handle, ROOT).reach(address(), ACCOUNT)
    ids.append(next(value for name, value in page.forms[0].buttons if value not in ids))
    tokens = [login(tube, channel=each)["access_token"] for each in ids]
    found = [mine(tube, each).body["items"] for each in tokens]
    assert [[each["id"] for each in items] for items in found] == [[ids[0]], [ids[1]]]
    assert found[1][0]["snippet"]["title"] == "Kênh hai"
    body = {"snippet": {"title": "Của kênh hai"}}
    made = tube.send("POST", "/youtube/v3/playlists?part=snippet", body, Authorization=f"Bearer {tokens[1]}")
    assert made.body["snippet"]["channelId"] == ids[1]


def test_an_upload_goes_on_as_the_channel_that_began_it(tube: Driver) -> None:
    tube.settings(channels=[{"title": "Kênh hai", "handle": "@kenhhai", "account": "hai@example.com"}])
    token = login(tube, "hai@example.com")["access_token"]
    begun = tube.begin(5, {"snippet": {"title": "Hội nghị"}}, part="snippet", Authorization=f"Bearer {token}")
    got = read(tube.sandbox.handle(Request("PUT", begun.headers["location"], {}, b"video")))
    assert got.body["snippet"]["channelTitle"] == "Kênh hai"


@pytest.mark.parametrize("where", ["header", "access_token"])
def test_a_token_that_has_ended_is_refused_as_by_google(tube: Driver, clock: Clock, where: str) -> None:
    """401 authError with WWW-Authenticate, whether or not auth is strict; it costs nothing."""
    token = login(tube)["access_token"]
    clock.on(hours=1)
    query, headers = "", {"Authorization": f"Bearer {token}"}
    if where == "access_token":
        query, headers = f"&access_token={token}", {}
    got = read(tube.sandbox.handle(Request("GET", f"{ROOT}/youtube/v3/channels?part=id&mine=true{query}", headers)))
    assert got.body["error"]["errors"] == [
        {
            "message": "Invalid Credentials",
            "domain": "global",
            "reason": "authError",
            "location": "Authorization",
            "locationType": "header",
        }
    ]
    assert got.body["error"]["message"].startswith("Request had invalid authentication credentials.")
    assert got.body["error"]["status"] == "UNAUTHENTICATED"
    assert got.headers["www-authenticate"] == 'Bearer realm="https://accounts.google.com/", error="invalid_token"'
    assert tube.journal()[-1]["units"] == 0


def test_nobody_is_asked_to_log_in(tube: Driver) -> None:
    got = read(tube.sandbox.handle(Request("GET", f"{ROOT}/youtube/v3/channels?part=id&mine=true")))
    assert got.refused == (401, "required")
    assert got.body["error"]["errors"][0]["message"] == "Login Required."
    assert got.headers["www-authenticate"] == 'Bearer realm="https://accounts.google.com/"'


def test_strict_auth_takes_tokens_that_were_granted(tube: Driver) -> None:
    tube.settings(strict_auth=True)
    assert mine(tube, "any").refused == (401, "authError")
    assert mine(tube, "ya29.made-up").refused == (401, "authError")
    assert mine(tube, login(tube)["access_token"]).status == 200


def test_a_missing_scope_is_named_as_by_google(tube: Driver) -> None:
    """403 insufficientPermissions with an ErrorInfo; captions want youtube.force-ssl even to be listed (6.1)."""
    token = login(tube, scope=f"{READ} {YOUTUBE}.upload")["access_token"]
    assert mine(tube, token).status == 200
    body = {"snippet": {"title": "Tin cơ sở"}}
    got = tube.send("POST", "/youtube/v3/playlists?part=snippet", body, Authorization=f"Bearer {token}")
    assert got.refused == (403, "insufficientPermissions")
    shown = got.body["error"]
    assert shown["message"] == "Request had insufficient authentication scopes."
    assert shown["errors"] == [
        {"message": "Insufficient Permission", "domain": "global", "reason": "insufficientPermissions"}
    ]
    assert shown["status"] == "PERMISSION_DENIED"
    assert shown["details"] == [
        {
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
            "domain": "googleapis.com",
            "metadata": {"service": "youtube.googleapis.com", "method": "youtube.api.v3.V3DataPlaylistService.Insert"},
        }
    ]
    assert 'error="insufficient_scope"' in got.headers["www-authenticate"]
    url = "/youtube/v3/captions?part=snippet&videoId=x"
    assert tube.send("GET", url, Authorization=f"Bearer {token}").refused == (403, "insufficientPermissions")


def test_upload_alone_cannot_put_the_video_into_a_playlist(tube: Driver) -> None:
    """youtube.upload alone uploads, and is refused everything else (facts 6.1)."""
    token = "Bearer " + login(tube, scope=f"{YOUTUBE}.upload")["access_token"]
    playlist = tube.playlist()
    begun = tube.begin(5, {"snippet": {"title": "Hội nghị"}}, part="snippet", Authorization=token)
    video = tube.put(begun.headers["location"], b"video", Authorization=token).body["id"]
    resource = {"kind": "youtube#video", "videoId": video}
    body = {"snippet": {"playlistId": playlist, "resourceId": resource}}
    got = tube.send("POST", "/youtube/v3/playlistItems?part=snippet", body, Authorization=token)
    assert got.refused == (403, "insufficientPermissions")


def test_an_account_without_a_channel_has_to_sign_up(tube: Driver) -> None:
    """401 youtubeSignupRequired; what is public can be read."""
    tube.settings(accounts=["moi@example.com"])
    token = login(tube, "moi@example.com")["access_token"]
    got = mine(tube, token)
    assert got.refused == (401, "youtubeSignupRequired")
    assert got.body["error"]["errors"] == [
        {
            "message": "Unauthorized",
            "domain": "youtube.header",
            "reason": "youtubeSignupRequired",
            "location": "Authorization",
            "locationType": "header",
        }
    ]
    body = {"snippet": {"title": "Tin cơ sở"}}
    made = tube.send("POST", "/youtube/v3/playlists?part=snippet", body, Authorization=f"Bearer {token}")
    assert made.refused == (401, "youtubeSignupRequired")
    video = tube.video()
    read_ = tube.send("GET", f"/youtube/v3/videos?part=snippet&id={video}", Authorization=f"Bearer {token}")
    assert read_.body["items"][0]["id"] == video


def test_an_account_has_a_name(tube: Driver) -> None:
    assert tube.settings(accounts=[""]).refused == (400, "invalidSetting")
    assert tube.settings(consent="maybe").refused == (400, "invalidSetting")


def test_scopes_of_an_earlier_login_are_not_added(tube: Driver) -> None:
    """Installed apps get what they ask for, also with include_granted_scopes."""
    login(tube, scope=SSL)
    assert login(tube, scope=READ, include_granted_scopes="true")["scope"] == READ


def test_logins_outlast_a_reset_and_a_restart(tmp_path: Path, clock: Clock) -> None:
    with Sandbox(tmp_path / "tube.db", clock=clock) as sandbox:
        first = login(Driver(sandbox, clock))
        Driver(sandbox, clock).control("POST", "reset")
    with Sandbox(tmp_path / "tube.db", clock=clock) as sandbox:
        tube = Driver(sandbox, clock)
        assert mine(tube, first["access_token"]).status == 200
        assert renew(tube, first["refresh_token"]).status == 200


def test_a_database_from_before_there_were_logins_can_be_logged_in_to(tmp_path: Path, clock: Clock) -> None:
    with Sandbox(tmp_path / "tube.db", clock=clock) as sandbox:
        Driver(sandbox, clock).playlist("Tin cơ sở")
        tables = sandbox._store.db.execute("SELECT name FROM sqlite_master WHERE name LIKE 'oauth%'").fetchall()
        for (name,) in tables:
            sandbox._store.db.execute(f"DROP TABLE {name}")
        sandbox._store.db.execute("PRAGMA user_version = 2")
    with Sandbox(tmp_path / "tube.db", clock=clock) as sandbox:
        tube = Driver(sandbox, clock)
        token = login(tube)["access_token"]
        got = tube.send("GET", "/youtube/v3/playlists?part=snippet&mine=true", Authorization=f"Bearer {token}")
        assert [each["snippet"]["title"] for each in got.body["items"]] == ["Tin cơ sở"]


# The end of a grant.


@pytest.mark.parametrize("kind", ["access_token", "refresh_token"])
@pytest.mark.parametrize("where", ["body", "query"])
def test_revoking_either_token_ends_the_grant_for_every_client(tube: Driver, kind: str, where: str) -> None:
    """Revoking at Google kills the grant for all clients of the project (facts 6.5)."""
    tube.settings(accounts=["khac@example.com"])
    first, second = login(tube), login(tube)
    tv = device_login(tube)
    other = login(tube, "khac@example.com")
    token = {"token": first[kind]}
    got = post(tube, "/revoke", **token) if where == "body" else post(tube, f"/revoke?{urlencode(token)}")
    assert (got.status, got.body) == (200, {})
    for token in (first, second):
        assert mine(tube, token["access_token"]).refused == (401, "authError")
        assert error(renew(tube, token["refresh_token"])) == (400, "invalid_grant")
    assert mine(tube, tv["access_token"]).refused == (401, "authError")
    assert renew(tube, other["refresh_token"]).status == 200
    assert error(post(tube, "/revoke", token=first[kind])) == (400, "invalid_token")


def test_only_a_token_can_be_revoked(tube: Driver, clock: Clock) -> None:
    assert error(post(tube, "/revoke", token="1//made-up")) == (400, "invalid_token")
    assert error(post(tube, "/revoke")) == (400, "invalid_request")
    token = login(tube)
    clock.on(hours=1)
    assert error(post(tube, "/revoke", token=token["access_token"])) == (400, "invalid_token")
    assert renew(tube, token["refresh_token"]).status == 200
    assert tube.sandbox.handle(Request("GET", f"{ROOT}/revoke?token={token['refresh_token']}")).status == 405
    assert renew(tube, token["refresh_token"]).status == 200


def test_what_a_token_is_good_for(tube: Driver, clock: Clock) -> None:
    token = login(tube, scope=f"openid email {READ}")["access_token"]
    clock.on(minutes=10)
    asked_ = [
        tube.send("GET", f"/tokeninfo?access_token={token}"),
        post(tube, "/oauth2/v3/tokeninfo", access_token=token),
    ]
    for got in asked_:
        assert got.status == 200
        assert got.body == {
            "azp": DESKTOP.id,
            "aud": DESKTOP.id,
            "sub": got.body["sub"],
            "scope": f"openid https://www.googleapis.com/auth/userinfo.email {READ}",
            "exp": str(int((clock.now + timedelta(minutes=50)).timestamp())),
            "expires_in": "3000",
            "email": ACCOUNT,
            "email_verified": "true",
            "access_type": "offline",
        }
        assert len(got.body["sub"]) == 21
    clock.on(minutes=50)
    assert error(tube.send("GET", f"/tokeninfo?access_token={token}")) == (400, "invalid_token")
    assert error(tube.send("GET", "/tokeninfo?access_token=any")) == (400, "invalid_token")
    assert error(tube.send("GET", "/tokeninfo")) == (400, "invalid_request")


# Devices without a keyboard.


def device_begin(tube: Driver, scope: str = f"{YOUTUBE} {READ}", client: Client = TV) -> Answer:
    return post(tube, "/device/code", client_id=client.id, scope=scope)


def device_poll(tube: Driver, device_code: str) -> Answer:
    return post(tube, "/token", **asked(TV, grant_type=DEVICE, device_code=device_code))


def device_login(tube: Driver) -> dict[str, Any]:
    codes = device_begin(tube).body
    Person(tube.sandbox.handle, ROOT).decide(f"/device?user_code={codes['user_code']}", ACCOUNT)
    return dict(device_poll(tube, codes["device_code"]).body)


def test_a_device_gets_its_tokens_when_somebody_has_entered_its_code(tube: Driver, clock: Clock) -> None:
    codes = device_begin(tube).body
    assert codes["verification_url"] == f"{ROOT}/device"
    assert (codes["expires_in"], codes["interval"]) == (1800, 5)
    assert len(codes["user_code"]) <= 15
    pending = device_poll(tube, codes["device_code"])
    assert pending.status == 428
    assert pending.body == {"error": "authorization_pending", "error_description": "Precondition Required"}
    clock.on(seconds=4)
    assert error(device_poll(tube, codes["device_code"])) == (403, "slow_down")
    clock.on(seconds=5)
    assert error(device_poll(tube, codes["device_code"])) == (428, "authorization_pending")

    person = Person(tube.sandbox.handle, ROOT)
    page = person.open("/device")
    wrong = person.submit(page, "", "", user_code="XXXX-XXXX")
    assert "No device waits with this code" in wrong.text
    page = person.submit(wrong, "", "", user_code=codes["user_code"].lower() + " ")
    page = person.submit(page, "account", ACCOUNT)
    assert page.boxes == [YOUTUBE, READ]
    done = person.submit(page, "decision", "continue", without=(READ,))
    assert "The device is connected" in done.text

    clock.on(seconds=5)
    got = device_poll(tube, codes["device_code"])
    assert got.status == 200
    assert got.body["scope"] == YOUTUBE
    assert mine(tube, got.body["access_token"]).status == 200
    form = asked(TV, grant_type="refresh_token", refresh_token=got.body["refresh_token"])
    assert post(tube, "/token", **form).status == 200
    assert error(device_poll(tube, codes["device_code"])) == (400, "invalid_grant")


def test_a_device_that_is_denied_or_too_late_gets_nothing(tube: Driver, clock: Clock) -> None:
    denied, late = device_begin(tube).body, device_begin(tube).body
    person = Person(tube.sandbox.handle, ROOT)
    page = person.decide(f"/device?user_code={denied['user_code']}", ACCOUNT, decision="cancel")
    assert "Access was denied" in page.text
    got = device_poll(tube, denied["device_code"])
    assert got.body == {"error": "access_denied", "error_description": "Forbidden"}
    assert got.status == 403
    clock.on(seconds=1800)
    assert error(device_poll(tube, late["device_code"])) == (400, "expired_token")
    assert "No device waits" in person.open(f"/device?user_code={late['user_code']}").text


@pytest.mark.parametrize("scope", [SSL, f"{YOUTUBE}.upload", "https://www.googleapis.com/auth/yt-analytics.readonly"])
def test_devices_may_ask_for_two_scopes_of_youtube_only(tube: Driver, scope: str) -> None:
    """Captions, comments, uploads alone and Analytics are not for devices (facts 6.4)."""
    got = device_begin(tube, f"{READ} {scope}")
    assert error(got) == (400, "invalid_scope")
    assert scope in got.body["error_description"]
    assert device_begin(tube, f"openid email profile {YOUTUBE} {READ}").status == 200


def test_devices_need_a_client_of_their_type(tube: Driver) -> None:
    assert error(device_begin(tube, client=DESKTOP)) == (401, "invalid_client")
    assert error(post(tube, "/device/code", client_id="nobody", scope=READ)) == (401, "invalid_client")
    assert error(post(tube, "/device/code", scope=READ)) == (400, "invalid_request")
    assert error(post(tube, "/device/code", client_id=TV.id)) == (400, "invalid_request")
    assert error(device_poll(tube, "made-up")) == (400, "invalid_grant")


# Cost.


def test_logging_in_costs_no_quota_and_stands_in_no_journal(tube: Driver) -> None:
    token = login(tube)
    renew(tube, token["refresh_token"])
    assert tube.journal() == []


def test_a_request_that_is_far_too_large_is_refused(tube: Driver) -> None:
    assert tube.sandbox.handle(Request("POST", f"{ROOT}/token", {}, b"a" * 100_000)).status == 413


def test_nothing_signs_id_tokens(tube: Driver) -> None:
    """The client file of Google names the certificates; here there are no ID tokens to check."""
    assert json.loads(tube.sandbox.handle(Request("GET", f"{ROOT}/oauth2/v1/certs")).body) == {}
    assert tube.send("GET", "/oauth2/v3/certs").body == {"keys": []}
