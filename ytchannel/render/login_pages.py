"""The page that the browser shows at the end of a login, in Vietnamese and English: what happened, and what is next.

It stands alone: no script, nothing loaded, nothing that came from elsewhere unescaped.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ytchannel import words
from ytchannel.errors import AccessError, WrongChannelError
from ytchannel.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ytchannel.workflows.login import LoggedIn

_DONE = (
    N_("You are logged in"),
    N_("The channel is {title}. You can close this window and go back to the terminal."),
    N_("See next what would change, and what that costs:"),
)
_DONE_LATER = (
    N_("You are logged in"),
    N_("Which channel it is cannot be told yet; the terminal says why. You can close this window."),
    N_("When that is mended, look at the login with:"),
)
_PART = (
    N_("You are logged in, but a box was left unticked"),
    N_("The channel is {title}. Not everything will work without that permission; the terminal says what."),
    N_("To grant it after all, run this and tick every box:"),
)
_DENIED = (
    N_("You have not let ytchannel in"),
    N_("Nothing was kept. You can close this window."),
    N_("If that was not meant, log in again:"),
)
_WRONG = (
    N_("This is the wrong channel"),
    N_("You chose {found}, but {wanted} was to be expected. Nothing was kept. You can close this window."),
    N_("Log in again, and choose the other channel:"),
)
_FAILED = (
    N_("The login did not succeed"),
    N_("Nothing was kept; the terminal says why. You can close this window."),
    N_("When that is mended, log in again:"),
)
_LOGIN, _STATUS, _SYNC = "ytchannel auth login", "ytchannel auth status", "ytchannel sync --dry-run"

_STYLE = """
:root { color-scheme: light dark; --ground: #f6f7f9; --card: #fff; --text: #16181d; --soft: #4a5060; --code: #eef0f4; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #14161a; --card: #1e2127; --text: #eceef2; --soft: #b3b9c6; --code: #2a2e36; }
}
* { box-sizing: border-box; }
body { margin: 0; padding: 6vh 1rem; background: var(--ground); color: var(--text);
  font: 17px/1.6 system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; }
main { max-width: 38rem; margin: 0 auto; padding: 2rem; background: var(--card); border-radius: 12px;
  border-top: 6px solid var(--mark); box-shadow: 0 1px 4px rgb(0 0 0 / .15); }
section + section { margin-top: 2rem; padding-top: 1.5rem; border-top: 1px solid var(--code); }
h1, h2 { margin: 0 0 .5rem; line-height: 1.3; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; }
h2 { font-size: 1.25rem; }
p { margin: .5rem 0; overflow-wrap: anywhere; }
section + section p { color: var(--soft); }
code { display: inline-block; max-width: 100%; padding: .35rem .7rem; background: var(--code); border-radius: 6px;
  font: 16px/1.5 ui-monospace, Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; user-select: all; }
"""
_GOOD, _HALF, _BAD = "#1a7f37", "#b26a00", "#c62828"


def done(logged_in: LoggedIn) -> str:
    """The page of a login that is kept."""
    profile = f" --profile {logged_in.files.profile}" if logged_in.files.profile else ""
    facts = {"title": logged_in.login.title}
    if logged_in.later:
        return _page(_DONE_LATER, _STATUS + profile, _HALF, facts)
    if logged_in.unticked:
        return _page(_PART, _LOGIN + profile, _HALF, facts)
    return _page(_DONE, _SYNC + profile, _GOOD, facts)


def failed(error: Exception) -> str:
    """The page of a login that was not kept."""
    if isinstance(error, WrongChannelError):
        found = f"{error.values['found_title']} ({error.values['found_id']})"
        return _page(_WRONG, _LOGIN, _BAD, {"found": found, "wanted": str(error.values["wanted"])})
    if isinstance(error, AccessError) and error.code == "login-denied":
        return _page(_DENIED, _LOGIN, _BAD, {})
    return _page(_FAILED, _LOGIN, _BAD, {})


def _page(sentences: Sequence[str], command: str, mark: str, facts: dict[str, str]) -> str:
    parts = []
    for language, tag in (("vi", "h1"), ("en", "h2")):
        title, text, after = (escape(words.in_language(each, language).format(**facts)) for each in sentences)
        parts.append(
            f'<section lang="{language}"><{tag}>{title}</{tag}><p>{text}</p><p>{after}<br>'
            f"<code>{escape(command)}</code></p></section>"
        )
    title = escape(words.in_language(sentences[0], "vi"))
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{title} · ytchannel</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">'
        f"<style>{_STYLE}:root {{ --mark: {mark}; }}</style></head><body><main>{''.join(parts)}</main></body></html>"
    )
