"""The pages as HTML: they work without JavaScript, with the keyboard, on a narrow screen, in the dark."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from ytchannel.sandbox.oauth import scopes
from ytchannel.sandbox.wire import Response

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ytchannel.sandbox.oauth.authorization import Wish
    from ytchannel.sandbox.oauth.texts import Words
    from ytchannel.sandbox.owners import Owner

_STYLE = """
:root { color-scheme: light dark; --ink: #1f1f1f; --soft: #50555b; --ground: #f0f4f9; --card: #fff; --line: #747775;
  --strong: #0b57d0; --on-strong: #fff; --note: #fff3d6; --hover: #e8eef7 }
@media (prefers-color-scheme: dark) { :root { --ink: #e3e3e3; --soft: #c4c7c5; --ground: #131314; --card: #1e1f20;
  --line: #8e918f; --strong: #a8c7fa; --on-strong: #062e6f; --note: #453a1e; --hover: #2d2f31 } }
* { box-sizing: border-box }
body { margin: 0; padding: 1rem; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif }
main { max-width: 34rem; margin: 4vh auto; padding: clamp(1.25rem, 5vw, 2.5rem); background: var(--card);
  border-radius: 1.25rem; overflow-wrap: anywhere }
h1 { margin: 0 0 1rem; font-size: 1.6rem; font-weight: 500; line-height: 1.25 }
ul { margin: 1rem 0; padding: 0; list-style: none }
li + li { margin-top: .5rem }
fieldset { margin: 1.25rem 0; padding: 0; border: 0 }
legend { padding: 0; margin-bottom: .5rem; font-weight: 600 }
dl { display: grid; grid-template-columns: auto 1fr; gap: .25rem 1rem; margin: 1rem 0 }
dt { color: var(--soft) }
dd { margin: 0; font-weight: 600 }
small { display: block; color: var(--soft); font-size: .875rem }
a { color: var(--strong) }
.note { margin: 1rem 0; padding: .75rem 1rem; background: var(--note); border-radius: .5rem }
.sandbox { margin: 0 0 1.25rem; color: var(--soft); font-size: .875rem }
.scope { display: flex; gap: .75rem; align-items: flex-start; padding: .5rem 0 }
.scope input { flex: none; width: 1.25rem; height: 1.25rem; margin: .15rem 0; accent-color: var(--strong) }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1.5rem }
button { min-height: 2.75rem; padding: .5rem 1.5rem; border: 1px solid var(--line); border-radius: 1.375rem;
  background: transparent; color: var(--ink); font: inherit; cursor: pointer }
button:hover { background: var(--hover) }
button.strong { border-color: var(--strong); background: var(--strong); color: var(--on-strong) }
ul button { width: 100%; padding: .75rem 1rem; border-radius: .75rem; text-align: left }
label.code { display: block; margin-bottom: .5rem; font-weight: 600 }
input.code { width: 100%; min-height: 2.75rem; padding: .5rem .75rem; border: 1px solid var(--line);
  border-radius: .5rem; background: transparent; color: var(--ink); font: inherit; letter-spacing: .1em }
:focus-visible { outline: 3px solid var(--strong); outline-offset: 2px }
"""

_STYLE_HASH = b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()


@dataclass(frozen=True)
class Place:
    """Where the forms of a login go, and the fields that say which login it is."""

    path: str
    fields: Mapping[str, str]

    def hidden(self, **more: str) -> str:
        """The fields in a form."""
        fields = {**self.fields, **more}.items()
        return "".join(f'<input type="hidden" name="{_e(name)}" value="{_e(value)}">' for name, value in fields)


def _e(text: str) -> str:
    return escape(text, quote=True)


def page(words: Words, title: str, body: str, *, status: int = 200, leads_to: str = "") -> Response:
    """A whole page; `leads_to` is the client's address that its form ends at."""
    content = (
        f'<!DOCTYPE html>\n<html lang="{words.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<link rel="icon" href="data:,">\n<title>{_e(title)}</title>\n<style>{_STYLE}</style>\n</head>\n'
        f'<body>\n<main>\n<p class="sandbox">{_e(words("sandbox"))}</p>\n<h1>{_e(title)}</h1>\n{body}\n</main>\n'
        "</body>\n</html>\n"
    )
    policy = (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; img-src data:; base-uri 'none'; "
        f"frame-ancestors 'none'; form-action 'self'{_source(leads_to)}"
    )
    headers = {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Language": words.language,
        "Content-Security-Policy": policy,
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
    return Response(status, headers, content.encode())


def _source(address: str) -> str:
    """The client's address for the policy: browsers hold the redirect after a form against it too."""
    if not address:
        return ""
    at = urlsplit(address)
    # A source cannot be an IPv6 address.
    return " http:" if ":" in (at.hostname or "") else f" {at.scheme}://{at.netloc}"


def accounts(words: Words, place: Place, wish: Wish, offered: Iterable[tuple[str, tuple[Owner, ...]]]) -> Response:
    """The accounts, each with its channels, to choose one of."""
    rows = "".join(
        f'<li><button name="account" value="{_e(account)}">{_e(account)}'
        f"<small>{_e(', '.join(each.title for each in channels) or words('no-channel'))}</small></button></li>"
        for account, channels in offered
    )
    why = words("account-why", app=_app(words, wish))
    return page(words, words("account"), f"<p>{_e(why)}</p>\n{_choices(place, rows)}")


def channels(words: Words, place: Place, wish: Wish, account: str, offered: Iterable[Owner]) -> Response:
    """The channels of an account, to choose one of."""
    rows = "".join(
        f'<li><button name="channel" value="{_e(each.id)}">{_e(each.title)}<small>{_e(each.handle)}</small></button>'
        "</li>"
        for each in offered
    )
    why = words("channel-why", account=account, app=_app(words, wish))
    form = _choices(Place(place.path, {**place.fields, "account": account}), rows)
    return page(words, words("channel"), f"<p>{_e(why)}</p>\n{form}{_another(words, place)}")


def _choices(place: Place, rows: str) -> str:
    return f'<form method="get" action="{_e(place.path)}">{place.hidden()}<ul>{rows}</ul></form>\n'


def _another(words: Words, place: Place) -> str:
    address = f"{place.path}?{urlencode({**place.fields, 'other': '1'})}"
    return f'<p><a href="{_e(address)}">{_e(words("another"))}</a></p>\n'


def _app(words: Words, wish: Wish) -> str:
    return words(f"app-{wish.client.kind}")


def consent(
    words: Words, place: Place, wish: Wish, who: tuple[str, Owner | None], *, token: str, testing: bool
) -> Response:
    """The scopes, to be granted or not; `token` lets the form be sent once."""
    account, channel = who
    acting = f"<dt>{_e(words('acting-as'))}</dt><dd>{_e(channel.title)} ({_e(channel.handle)})</dd>" if channel else ""
    note = f'<p class="note" role="note">{_e(words("unverified"))}</p>\n' if testing else ""
    if channel is None:
        note += f'<p class="note" role="note">{_e(words("no-channel"))}</p>\n'
    hidden = place.hidden(account=account, channel=channel.id if channel else "", form=token)
    body = (
        f"<dl><dt>{_e(words('signed-in'))}</dt><dd>{_e(account)}</dd>{acting}</dl>\n{_another(words, place)}{note}"
        f'<form method="post" action="{_e(place.path)}">{hidden}{_scopes(words, wish)}'
        '<div class="actions">'
        f'<button class="strong" name="decision" value="continue">{_e(words("continue"))}</button>'
        f'<button name="decision" value="cancel">{_e(words("cancel"))}</button></div></form>'
    )
    return page(words, words("consent", app=_app(words, wish)), body, leads_to=wish.redirect_uri)


def _scopes(words: Words, wish: Wish) -> str:
    """What is granted with the rest, and what can be unticked."""
    free = scopes.choosable(wish.scopes)
    fixed = "".join(f"<li>{_scope(words, each)}</li>" for each in wish.scopes if each not in free)
    boxes = "".join(
        f'<label class="scope"><input type="checkbox" name="scope" value="{_e(each)}" checked>'
        f"<span>{_scope(words, each)}</span></label>"
        for each in free
    )
    told = f"<p>{_e(words('will'))}</p><ul>{fixed}</ul>" if fixed else ""
    return told + (f"<fieldset><legend>{_e(words('choose'))}</legend>{boxes}</fieldset>" if boxes else "")


def _scope(words: Words, scope: str) -> str:
    address = _e(scope).replace("/auth/", "/auth/<wbr>")
    return f"{_e(words.scope(scopes.short(scope)))}<small>{address}</small>"


def device(words: Words, place: Place, wrong: str = "") -> Response:
    """Where the code of a device is typed in; `wrong` is one that nobody waits with."""
    told = f'<p class="note" role="alert" id="wrong">{_e(words("device-wrong"))}</p>' if wrong else ""
    marked = ' aria-invalid="true" aria-describedby="wrong"' if wrong else ""
    body = (
        f'{told}<form method="get" action="{_e(place.path)}">{place.hidden()}'
        f'<label class="code" for="code">{_e(words("device-code"))}</label>'
        f'<input class="code" id="code" name="user_code" value="{_e(wrong)}" required autocomplete="off" '
        f'autocapitalize="characters" spellcheck="false" maxlength="15"{marked}>'
        f'<div class="actions"><button class="strong">{_e(words("next"))}</button></div></form>'
    )
    return page(words, words("device"), body)


def device_done(words: Words, *, granted: bool) -> Response:
    """The end of a device's login."""
    title = words("device-granted" if granted else "device-denied")
    return page(words, title, f"<p>{_e(words('device-close'))}</p>")


def stale(words: Words) -> Response:
    """The page after a form that was sent already, or is not of this process."""
    return page(words, words("stale"), f"<p>{_e(words('stale-form'))}</p>", status=400)


def blocked(words: Words, status: int, error: str, detail: str) -> Response:
    """Google's page for a request that cannot go on; `detail` is in English."""
    body = f'<p lang="en">{_e(detail)}</p>\n<p>{_e(words("error", status=status, error=error))}</p>'
    return page(words, words("blocked"), body, status=status)
