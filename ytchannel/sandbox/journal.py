"""The journal of API requests. An entry is written when a request begins; status 0 says that no answer was sent.

`bytes` is what of the media the request added: of an upload session what was kept, however the request ended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel.sandbox.settings import DATA_BUCKETS

if TYPE_CHECKING:
    from datetime import datetime

    from ytchannel.sandbox.store import Store
    from ytchannel.sandbox.wire import Json


def write(
    store: Store,
    at: datetime,
    method: str,
    bucket: str,
    phase: str,
    *,
    units: int = 0,
    status: int = 0,
    fault: str = "",
    size: int = 0,
) -> int:
    """Add an entry; returns its number."""
    sql = "INSERT INTO journal (at, method, status, units, bucket, bytes, phase, fault) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    values = (at.isoformat(timespec="milliseconds"), method, status, units, bucket, size, phase, fault)
    return store.db.execute(sql, values).lastrowid or 0


def note(store: Store, number: int, **values: str | int) -> None:
    """Change columns of an entry: status, units, bucket, bytes, fault."""
    names = ", ".join(f"{name} = ?" for name in values)
    store.db.execute(f"UPDATE journal SET {names} WHERE number = ?", (*values.values(), number))  # noqa: S608 - our names


def read(store: Store) -> Json:
    """All entries, oldest first, and the units by budget; the budgets of the Data API are always told.

    `phase` and `fault` stand where there is one.
    """
    columns = ("method", "status", "units", "bucket", "bytes", "at", "phase", "fault")
    requests = []
    totals = dict.fromkeys(DATA_BUCKETS, 0)
    for found in store.db.execute(f"SELECT {', '.join(columns)} FROM journal ORDER BY number"):  # noqa: S608 - our names
        entry = dict(zip(columns, found, strict=True))
        if entry["units"] or entry["bucket"] in totals:
            totals[entry["bucket"]] = totals.get(entry["bucket"], 0) + entry["units"]
        requests.append({name: value for name, value in entry.items() if name not in ("phase", "fault") or value})
    return {"requests": requests, "totals": totals}


def clear(store: Store) -> None:
    """Empty the journal; the budgets stay as they are."""
    store.db.execute("DELETE FROM journal")
