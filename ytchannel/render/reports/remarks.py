"""The sentences under the head of a report: what its figures are, what is missing and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel import words
from ytchannel.words import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ytchannel.report.composing import Remark, Report
    from ytchannel.report.periods import Break

_SENTENCES: Mapping[str, str] = {}
_STATES: Mapping[str, str] = {
    "waiting": N_("not uploaded yet"),
    "private": N_("still private"),
    "unlisted": N_("unlisted"),
    "gone": N_("gone from the channel"),
    "scheduled": N_("scheduled"),
}


def sentences(report: Report) -> Iterable[str]:
    """What has to be known about the figures, the most important first."""
    for remark in report.remarks:
        yield _sentence(remark)


def _sentence(remark: Remark) -> str:
    return _(_SENTENCES[remark.code]).format(**remark.facts)


def of_break(each: Break) -> str:
    """What changed on the day of a break."""
    day = words.day(each.day)
    if each.what == "shorts":
        return _("Since {day}, each start of a Short counts as a view.").format(day=day)
    return _("Since {day}, each start of any video counts as a view.").format(day=day)


def state(name: str) -> str:
    """How a planned publication stands."""
    return _(_STATES[name]) if name in _STATES else name
