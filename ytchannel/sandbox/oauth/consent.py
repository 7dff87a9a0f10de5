"""The way of a person through the pages: account, channel, scopes, and the one decision that changes anything.

Whatever leads to the decision is asked with GET and carried in the address, so going back and reloading are harmless.
The decision is a POST whose form can be sent once, and only as it was shown.
"""

from __future__ import annotations

import hmac
import json
import secrets
from hashlib import sha256
from typing import TYPE_CHECKING

from ytchannel.sandbox import owners
from ytchannel.sandbox.oauth import authorization, devices, grants, pages, scopes, texts
from ytchannel.sandbox.oauth.grants import Grant
from ytchannel.sandbox.oauth.pages import Place
from ytchannel.sandbox.oauth.visit import StaleForm
from ytchannel.sandbox.wire import Response

if TYPE_CHECKING:
    from ytchannel.sandbox.oauth.authorization import Wish
    from ytchannel.sandbox.oauth.texts import Words
    from ytchannel.sandbox.oauth.visit import Visit
    from ytchannel.sandbox.owners import Owner
    from ytchannel.sandbox.settings import Settings

STEPS = "/signin/oauth/consent"
DEVICE = "/device"

_KEY = secrets.token_bytes(32)  # forms do not outlive the process that showed them


def words(visit: Visit) -> Words:
    """The language of a visit."""
    return texts.choose(visit.asked("hl") or visit.posted("hl"), visit.headers.get("accept-language", ""))


def authorize(visit: Visit) -> Response:
    """The address that a client opens in the browser. Raises Blocked."""
    return _step(visit, authorization.read(visit.raw_query), _place(visit, STEPS, request=visit.raw_query))


def steps(visit: Visit) -> Response:
    """A step on the way, or the decision. Raises Blocked, StaleForm."""
    request = visit.posted("request") if visit.verb == "POST" else visit.asked("request")
    wish = authorization.read(request)
    place = _place(visit, STEPS, request=request)
    if visit.verb == "GET":
        return _step(visit, wish, place)
    grant = _decided(visit, wish, place)
    if grant is None:
        return _leave(wish.back(error="access_denied"))
    code = grants.issue_code(visit.store, wish, grant, visit.now)
    return _leave(wish.back(code=code, scope=" ".join(grant.scopes)))


def device(visit: Visit) -> Response:
    """The code of a device, a step on the way from it, or the decision. Raises StaleForm."""
    code = (visit.posted("user_code") or visit.asked("user_code")).strip().upper()
    if not code:
        return pages.device(words(visit), _place(visit, DEVICE))
    wish = devices.wish(visit.store, code, visit.now)
    if wish is None:
        return pages.device(words(visit), _place(visit, DEVICE), wrong=code)
    place = _place(visit, DEVICE, user_code=code)
    if visit.verb == "GET":
        return _step(visit, wish, place)
    grant = _decided(visit, wish, place)
    devices.decide(visit.store, code, grant)
    return pages.device_done(words(visit), granted=grant is not None)


def _place(visit: Visit, path: str, **fields: str) -> Place:
    """Where the forms go; a language that was asked for stays."""
    hl = visit.asked("hl") or visit.posted("hl")
    return Place(path, {**fields, **({"hl": hl} if hl else {})})


def _leave(address: str) -> Response:
    """Back to the client."""
    headers = {"Location": address, "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
    return Response(302, headers, b"")


def _accounts(settings: Settings) -> dict[str, tuple[Owner, ...]]:
    """Every account with its channels, in the order of the settings."""
    found: dict[str, tuple[Owner, ...]] = {}
    for owner in owners.owners(settings):
        found[owner.account] = (*found.get(owner.account, ()), owner)
    return found | {account: () for account in settings.accounts if account not in found}


def _step(visit: Visit, wish: Wish, place: Place) -> Response:
    """The next page that somebody has to see."""
    if "none" in wish.prompt:
        return _leave(wish.back(error="interaction_required"))
    accounts = _accounts(visit.settings)
    hinted = "" if "select_account" in wish.prompt or visit.asked("other") else wish.hint
    account = visit.asked("account") or hinted
    if account not in accounts:
        return pages.accounts(words(visit), place, wish, accounts.items())
    channels = accounts[account]
    chosen = channels[0] if len(channels) == 1 else _find(channels, visit.asked("channel"))
    if channels and chosen is None:
        return pages.channels(words(visit), place, wish, account, channels)
    token = _form_token(place, account, chosen.id if chosen else "", secrets.token_urlsafe(16))
    testing = visit.settings.consent == "testing"
    return pages.consent(words(visit), place, wish, (account, chosen), token=token, testing=testing)


def _find(channels: tuple[Owner, ...], id_: str) -> Owner | None:
    return next((each for each in channels if each.id == id_), None)


def _form_token(place: Place, account: str, channel: str, nonce: str) -> str:
    """A token for the form of a decision, as it is shown."""
    shown = json.dumps([place.path, sorted(place.fields.items()), account, channel, nonce])
    return f"{nonce}.{hmac.new(_KEY, shown.encode(), sha256).hexdigest()}"


def _decided(visit: Visit, wish: Wish, place: Place) -> Grant | None:
    """What somebody granted, None for nothing. Raises StaleForm for one that was not shown so, or is sent again."""
    account, channel, given = visit.posted("account"), visit.posted("channel"), visit.posted("form")
    nonce = given.partition(".")[0]
    good = hmac.compare_digest(given.encode(), _form_token(place, account, channel, nonce).encode())
    if not good or visit.store.db.execute("INSERT OR IGNORE INTO oauth_form VALUES (?)", (nonce,)).rowcount == 0:
        raise StaleForm
    if visit.posted("decision") != "continue":
        return None
    free = scopes.choosable(wish.scopes)
    ticked = visit.form.get("scope", [])
    granted = tuple(each for each in wish.scopes if each not in free or each in ticked)
    return Grant(wish.client.id, account, channel, granted) if granted else None
