"""The bulk reports of the YouTube Reporting API: their types, the jobs that make them, a file for each Pacific day.

developers.google.com/youtube/reporting/v1/reports. Nothing of it costs any of the counted budgets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from ytchannel import quota
from ytchannel.errors import AnswerLostError, RefusedError
from ytchannel.plan import Call

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from ytchannel.plan import Json
    from ytchannel.youtube import YouTube

NEEDED = "youtubereporting.jobs.list"
"""A method that accepts the scope which all of them accept."""

_DOWNLOAD = "youtubereporting.media.download"
_NAME = "ytchannel"  # of the jobs
_TYPE = re.compile(r"(?P<family>[a-z0-9_]{1,80})_a(?P<version>\d{1,4})")


@dataclass(frozen=True)
class Type:
    """A type of reports: a version of a family. `ends` says that YouTube withdraws it, or has."""

    id: str
    family: str
    version: int
    ends: bool = False


@dataclass(frozen=True)
class Job:
    """What makes a report of one type each day."""

    id: str
    type: str


@dataclass(frozen=True)
class Report:
    """The report on a Pacific day; one that was created later stands for those before it."""

    id: str
    day: date
    created: datetime
    url: str


class BulkReports:
    """The bulk reports of the channel that the login belongs to.

    Every method raises what the gateway raises: LoginNeededError, AccessError, RefusedError, UnreachableError.
    """

    def __init__(self, youtube: YouTube) -> None:
        self._youtube = youtube

    def types(self) -> list[Type]:
        """The types that there are, and those that have ended. Names that are built otherwise are left out."""
        shown = self._youtube.items(Call("youtubereporting.reportTypes.list", {}), "reportTypes")
        return [found for each in shown if (found := type_of(each["id"], ends="deprecateTime" in each))]

    def jobs(self) -> dict[str, Job]:
        """The jobs by their type: there is one of each at the most."""
        shown = self._youtube.items(Call(NEEDED, {}), "jobs")
        return {each["reportTypeId"]: Job(each["id"], each["reportTypeId"]) for each in shown}

    def make(self, type_: str) -> Job:
        """The job of a type, made unless it is there: after a lost answer by a look at what there is.

        A second one would be refused, so that nothing can be made twice.
        """
        attempt = 0
        while True:
            try:
                made = self._youtube.send(
                    Call("youtubereporting.jobs.create", {}, {"name": _NAME, "reportTypeId": type_})
                )
                return Job(made["id"], type_)
            except (AnswerLostError, RefusedError) as error:
                if isinstance(error, RefusedError) and error.status != 409:
                    raise
                if found := self.jobs().get(type_):
                    return found
                attempt += 1
                if isinstance(error, RefusedError) or attempt == self._youtube.tries:
                    raise
                self._youtube.pause(attempt - 1)

    def reports(self, job: Job, after: datetime | None = None) -> list[Report]:
        """The reports that a job has made, all or those that were created after a time."""
        params = {"jobId": job.id}
        if after is not None:
            params["createdAfter"] = after.astimezone(UTC).isoformat().replace("+00:00", "Z")
        shown = self._youtube.items(Call("youtubereporting.jobs.reports.list", params), "reports")
        return [_report(each) for each in shown]

    def content(self, report: Report) -> bytes | None:
        """The report as CSV, None when YouTube does not keep it any more."""
        try:
            return self._youtube.file(_DOWNLOAD, report.url, _is_table)
        except RefusedError as error:
            if error.status in (404, 410):
                return None
            raise


def type_of(id_: str, *, ends: bool = False) -> Type | None:
    """The type of an id such as "channel_basic_a3", None if it is none."""
    found = _TYPE.fullmatch(id_)
    return Type(id_, found["family"], int(found["version"]), ends) if found else None


def newest(types: Iterable[Type]) -> dict[str, Type]:
    """The newest version of each family that does not end."""
    found: dict[str, Type] = {}
    for each in types:
        if not each.ends and (each.family not in found or found[each.family].version < each.version):
            found[each.family] = each
    return found


def older(wanted: Collection[Type], jobs: Iterable[str]) -> list[Type]:
    """The other versions of wanted families that have jobs: what those made before the change may be there still."""
    families, ids = {each.family for each in wanted}, {each.id for each in wanted}
    others = [found for id_ in jobs if id_ not in ids and (found := type_of(id_, ends=True))]
    return sorted((each for each in others if each.family in families), key=lambda each: each.id)


def latest(reports: Iterable[Report]) -> dict[date, Sequence[Report]]:
    """The reports on each day, the one that was created last first."""
    found: dict[date, list[Report]] = {}
    for each in sorted(reports, key=lambda each: each.created, reverse=True):
        found.setdefault(each.day, []).append(each)
    return dict(found)


def _report(shown: Json) -> Report:
    day = date.fromisoformat(quota.day(datetime.fromisoformat(shown["startTime"])))
    return Report(shown["id"], day, datetime.fromisoformat(shown["createTime"]), shown["downloadUrl"])


def _is_table(body: bytes) -> bool:
    """Whether a file is a report: the first line of each names the column of the day."""
    return b"date" in body[:4096].partition(b"\n")[0].removeprefix(b"\xef\xbb\xbf").strip().replace(b'"', b"").split(
        b","
    )
