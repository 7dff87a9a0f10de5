"""Google's OAuth 2.0 at the sandbox's address. It costs no quota and stands in no journal; the sandbox's time counts.

GET         /o/oauth2/v2/auth     the consent page, in Vietnamese or English (hl, or what the browser accepts): account,
                                  channel, scopes. For the desktop client, back to http://127.0.0.1, localhost or [::1]
                                  on any port; PKCE with S256 or plain; login_hint and prompt count
GET, POST   /device               where the code of a device is entered
POST        /device/code          two codes for the TV client, for the scopes youtube and youtube.readonly
POST        /token                authorization_code, refresh_token (perhaps with fewer scopes), device_code
POST        /revoke               ends the grant that a token belongs to, for every client
GET, POST   /tokeninfo            what an access token is good for
GET         /oauth2/v3/certs      no keys: there are no ID tokens, though the scopes openid, email and profile are taken

The older addresses of the same answer too. A request of the API with a token that was granted acts on the chosen
channel within the granted scopes, strict_auth or not. Scopes of an earlier login are never added
(include_granted_scopes), as for installed apps at Google. There are no passwords, and there is no list of test users.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from ytchannel.sandbox.exchange import SmallExchange
from ytchannel.sandbox.oauth import consent, endpoints, pages
from ytchannel.sandbox.oauth.visit import Blocked, OAuthRefused, StaleForm, Visit
from ytchannel.sandbox.wire import Request, Response, lowered

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ytchannel.sandbox.api import Context

_Answer = tuple[tuple[str, ...], "Callable[[Visit], Response]"]

_MOST = 64 << 10  # bytes of a request

_AUTHORIZE: _Answer = (("GET",), consent.authorize)
_TOKEN: _Answer = (("POST",), endpoints.token)
_REVOKE: _Answer = (("POST",), endpoints.revoke)
_TOKENINFO: _Answer = (("GET", "POST"), endpoints.tokeninfo)

PATHS: Mapping[str, _Answer] = {
    "/o/oauth2/v2/auth": _AUTHORIZE,
    "/o/oauth2/auth": _AUTHORIZE,
    consent.STEPS: (("GET", "POST"), consent.steps),
    consent.DEVICE: (("GET", "POST"), consent.device),
    "/token": _TOKEN,
    "/revoke": _REVOKE,
    "/tokeninfo": _TOKENINFO,
    "/device/code": (("POST",), endpoints.device_code),
    "/oauth2/v1/certs": (("GET",), endpoints.certificates),
    "/oauth2/v3/certs": (("GET",), endpoints.key_set),
    # Older addresses of the same.
    "/o/oauth2/token": _TOKEN,
    "/oauth2/v4/token": _TOKEN,
    "/o/oauth2/revoke": _REVOKE,
    "/oauth2/v3/tokeninfo": _TOKENINFO,
}
"""The endpoints: which verbs each takes, and what answers."""


class OAuthExchange(SmallExchange):
    """One request to an endpoint."""

    def __init__(self, context: Context, head: Request) -> None:
        super().__init__(_MOST)
        self._context = context
        self._head = head

    def finish(self) -> Response:
        """Do it and answer."""
        visit = self._visit()
        verbs, work = PATHS[urlsplit(self._head.url).path]
        if visit.verb not in verbs:
            return Response(405, {"Allow": ", ".join(verbs)}, b"")
        if len(self._body) > _MOST:
            return Response(413, {}, b"")
        # A refusal undoes nothing: that a device asked too soon is remembered, for one.
        with visit.store.transaction():
            try:
                return work(visit)
            except OAuthRefused as refusal:
                return refusal.response()
            except Blocked as block:
                return pages.blocked(consent.words(visit), block.status, block.error, block.detail)
            except StaleForm:
                return pages.stale(consent.words(visit))

    def _visit(self) -> Visit:
        at = urlsplit(self._head.url)
        settings = self._context.settings()
        return Visit(
            self._context.store,
            settings,
            self._context.now(settings),
            self._head.method.upper(),
            f"{at.scheme}://{at.netloc}",
            at.query,
            parse_qs(at.query, keep_blank_values=True),
            parse_qs(self._body.decode("utf-8", "replace"), keep_blank_values=True),
            lowered(self._head.headers),
        )
