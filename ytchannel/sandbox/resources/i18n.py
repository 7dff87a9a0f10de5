"""i18nLanguages and i18nRegions, and what `hl` and `regionCode` may be in other methods."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ytchannel.sandbox.resources.paging import cut, listing
from ytchannel.sandbox.resources.places import LANGUAGES, REGIONS
from ytchannel.sandbox.resources.text import is_language
from ytchannel.sandbox.wire import Json, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ytchannel.sandbox.call import Call

_DOMAIN = "youtube.parameter"


def languages(call: Call) -> Json:
    """i18nLanguages.list: the languages, named in Vietnamese for hl=vi and in English for any other."""
    return _list(call, "i18nLanguage", "hl", LANGUAGES)


def regions(call: Call) -> Json:
    """i18nRegions.list: the regions, named in Vietnamese for hl=vi and in English for any other."""
    return _list(call, "i18nRegion", "gl", REGIONS)


def _list(call: Call, kind: str, code_name: str, table: Mapping[str, tuple[str, str]]) -> Json:
    place = 1 if call.query.get("hl", "").startswith("vi") else 0
    snippets: dict[str, Json] = {code: {code_name: code, "name": names[place]} for code, names in table.items()}
    return listing(kind, [cut(call, kind, code, {"snippet": partial(snippets.get, code)}) for code in snippets])


def check_language(hl: str) -> None:
    """Refuse what is no language, or none of YouTube's, perhaps of another region (en_US).

    Raises Refused 400 invalidLanguage or unsupportedLanguageCode.
    """
    code = hl.replace("_", "-")
    if code in LANGUAGES:
        return
    message = f"The language code '{hl}' is not supported."
    if not is_language(code):
        raise Refused(400, "invalidLanguage", message, where="hl", domain=_DOMAIN)
    if code.partition("-")[0] not in LANGUAGES:
        raise Refused(400, "unsupportedLanguageCode", message, where="hl", domain=_DOMAIN)


def region(call: Call) -> str:
    """The region of `regionCode`, "" unless told. Raises Refused 400 invalidRegionCode."""
    code = str(call.query.get("regionCode", "")).upper()
    if code and code not in REGIONS:
        message = "The request specifies an invalid region code."
        raise Refused(400, "invalidRegionCode", message, where="regionCode", domain=_DOMAIN)
    return code


METHODS = {"youtube.i18nLanguages.list": languages, "youtube.i18nRegions.list": regions}
