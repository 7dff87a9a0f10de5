"""youtubereporting: jobs, the daily reports that they make as time goes by, and the files behind those."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ytchannel.sandbox import days
from ytchannel.sandbox.call import Raw, stamp
from ytchannel.sandbox.reporting import bulk, types
from ytchannel.sandbox.resources import paging, text
from ytchannel.sandbox.store import Row
from ytchannel.sandbox.wire import Json, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from ytchannel.sandbox.call import Call

_NAME = 100  # characters

_BACKFILL = 30  # days before its creation that a job reports too
_KEPT, _KEPT_OF_BACKFILL = timedelta(days=60), timedelta(days=30)

_AFTER_DAY = timedelta(hours=22)
_AFTER_CREATION = timedelta(hours=30)
_AGAIN_AFTER = timedelta(days=2)

_PAGE = 50


def show_types(call: Call) -> Json:
    """reportTypes.list: the present kinds of reports, and those that have ended, with when they did."""
    shown: list[Json] = [{"id": each.id, "name": each.name} for each in types.TYPES.values()]
    shown += [{"id": id_, "name": name, "deprecateTime": types.WITHDRAWN} for id_, name in types.OLD.items()]
    return _listed(call, "reportTypes", shown)


def create(call: Call) -> Json:
    """jobs.create: one job a kind of report; its first report is there within two days."""
    name, type_id = call.body.get("name", ""), call.body.get("reportTypeId", "")
    if not name or len(name) > _NAME:
        raise Refused(400, "badRequest", f"A job needs a name of at most {_NAME} characters.", where="body.name")
    if type_id in types.OLD:
        raise Refused(400, "failedPrecondition", f"The report type {type_id} is deprecated.", where="body.reportTypeId")
    if type_id not in types.TYPES:
        raise Refused(400, "badRequest", f"There is no report type {type_id!r}.", where="body.reportTypeId")
    if not types.TYPES[type_id].modelled:
        raise Refused(501, "notImplemented", f"The report type {type_id} is not modelled by the sandbox.")
    rows = call.store.rows("jobs", call.owner.id)
    if any(row.body["reportTypeId"] == type_id for row in rows):
        raise Refused(409, "alreadyExists", "Requested entity already exists")
    number = call.store.count_up("ids-jobs")
    raw = hashlib.sha256(f"job-{call.owner.id}-{number}".encode()).hexdigest()
    id_ = "-".join((raw[:8], raw[8:12], raw[12:16], raw[16:20], raw[20:32]))
    body = {"name": name, "reportTypeId": type_id, "createTime": stamp(call.now)}
    row = Row("jobs", id_, call.owner.id, len(rows), body)
    call.store.put(row)
    return {"id": row.id, **row.body}


def show(call: Call) -> Json:
    """jobs.list: the owner's jobs, oldest first."""
    return _listed(call, "jobs", [{"id": row.id, **row.body} for row in call.store.rows("jobs", call.owner.id)])


def get(call: Call) -> Json:
    """jobs.get: one job."""
    row = _job(call, call.query["jobId"])
    return {"id": row.id, **row.body}


def delete(call: Call) -> Json:
    """jobs.delete: its reports go with it."""
    call.store.remove(_job(call, call.query["jobId"]))
    return {}


def show_reports(call: Call) -> Json:
    """jobs.reports.list: a report a Pacific day, the newest first, kept 60 days; of days before the job, 30 days."""
    made = sorted(_made(call, _job(call, call.query["jobId"])), key=lambda each: each.created, reverse=True)
    after, at_or_after, before = (
        _time(call, name) for name in ("createdAfter", "startTimeAtOrAfter", "startTimeBefore")
    )
    chosen = [
        each
        for each in made
        if (after is None or each.created > after)
        and (at_or_after is None or days.start(each.day) >= at_or_after)
        and (before is None or days.start(each.day) < before)
    ]
    return _listed(call, "reports", [_shown(call, each) for each in chosen])


def get_report(call: Call) -> Json:
    """jobs.reports.get: one report, as long as it is kept."""
    return _shown(call, _report(call, call.query["jobId"], call.query["reportId"]))


def download(call: Call) -> Raw:
    """media.download: a report as CSV, from the history that reports.query tells of too."""
    match call.query["resourceName"].split("/"):
        case ["CHANNEL", channel, "jobs", job, "reports", report] if "UC" + channel == call.owner.id:
            made = _report(call, job, report)
            day = bulk.Day(types.TYPES[made.job.body["reportTypeId"]], made.day, made.whole)
            return Raw("text/csv", bulk.text(call, day).encode())
    raise _missing()


@dataclass(frozen=True)
class Made:
    """A report that a job has made; a day may have two, the former of them not `whole`."""

    job: Row
    day: date
    created: datetime
    whole: bool

    @property
    def id(self) -> str:
        """Digits that follow from what the report is."""
        raw = hashlib.sha256(f"{self.job.id} {self.day} {self.whole}".encode()).digest()
        return str(10**9 + int.from_bytes(raw[:5]) % (9 * 10**9))


def _made(call: Call, job: Row) -> Iterator[Made]:
    """The reports that there are by now, and still."""
    created = datetime.fromisoformat(job.body["createTime"])
    first = days.of(created) - _BACKFILL * days.ONE
    again = call.settings.reports_made_again
    for day in days.from_to(first, days.last_whole(call.now)):
        over = days.start(day + days.ONE)
        late = timedelta(minutes=day.toordinal() * 37 % 120)
        ready = max(over + _AFTER_DAY, created + _AFTER_CREATION) + late
        kept = _KEPT if over > created else _KEPT_OF_BACKFILL
        twice = bool(again) and day.toordinal() % again == 0
        made = [Made(job, day, ready, not twice)]
        if twice:
            made.append(Made(job, day, ready + _AGAIN_AFTER, whole=True))
        yield from (each for each in made if each.created <= call.now < each.created + kept)


def _job(call: Call, id_: str) -> Row:
    row = call.store.get("jobs", id_)
    if row is None or row.parent != call.owner.id:
        raise _missing()
    return row


def _report(call: Call, job: str, id_: str) -> Made:
    found = next((each for each in _made(call, _job(call, job)) if each.id == id_), None)
    if found is None:
        raise _missing()
    return found


def _missing() -> Refused:
    return Refused(404, "notFound", "Requested entity was not found.")


def _shown(call: Call, report: Made) -> Json:
    path = f"/v1/media/CHANNEL/{call.owner.id[2:]}/jobs/{report.job.id}/reports/{report.id}?alt=media"
    return {
        "id": report.id,
        "jobId": report.job.id,
        "startTime": stamp(days.start(report.day)),
        "endTime": stamp(days.start(report.day + days.ONE)),
        "createTime": stamp(report.created),
        "downloadUrl": call.root + path,
    }


def _time(call: Call, name: str) -> datetime | None:
    given = call.query.get(name)
    found = text.time(given) if given else None
    if given and found is None:
        raise Refused(400, "badRequest", f"Invalid value '{given}'.", where=name)
    return found


def _listed(call: Call, name: str, items: Sequence[Json]) -> Json:
    """One page of a list, which is empty altogether when there is nothing in it."""
    size = call.query.get("pageSize", 0)
    if size < 0:
        raise Refused(400, "badRequest", f"Invalid value '{size}'.", where="pageSize")
    start, count = paging.window(call, size or _PAGE)
    shown: Json = {name: items[start : start + count]} if items else {}
    told = paging.pages(start, count, len(items))
    return {**shown, "nextPageToken": told["nextPageToken"]} if "nextPageToken" in told else shown


METHODS = {
    "youtubereporting.reportTypes.list": show_types,
    "youtubereporting.jobs.create": create,
    "youtubereporting.jobs.list": show,
    "youtubereporting.jobs.get": get,
    "youtubereporting.jobs.delete": delete,
    "youtubereporting.jobs.reports.list": show_reports,
    "youtubereporting.jobs.reports.get": get_report,
    "youtubereporting.media.download": download,
}
