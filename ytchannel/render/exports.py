"""Tables as files for other programs: Parquet, or CSV in plain UTF-8 with a head and ISO times.

They are for machines: unlike the CSV of a report, nothing is put before a text that a spreadsheet would compute.
"""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

from ytchannel.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from ytchannel.report.tables import Cell, Table

Form = Literal["parquet", "csv"]

_ROWS = 50_000  # in memory at a time


def export(tables: Sequence[Table], folder: Path, form: Form) -> list[Path]:
    """Write each table into a file of its name in the folder, all of them or none; returns the files.

    Raises UsageError when they cannot be written, or when the library for Parquet is missing.
    """
    if form == "parquet":
        _check_library()
    parts: list[tuple[Path, Path]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for table in tables:
            file = folder / f"{table.name}.{form}"
            part = file.with_name(f"{file.name}.part")
            parts.append((part, file))
            (_parquet if form == "parquet" else _csv)(table, part)
        for part, file in parts:
            part.replace(file)
    except OSError as error:
        raise UsageError("output-unwritable", file=folder, reason=error.strerror) from None
    finally:
        for part, _file in parts:
            part.unlink(missing_ok=True)
    return [file for _part, file in parts]


def _check_library() -> None:
    try:
        import pyarrow as pa  # noqa: F401
    except ImportError:
        raise UsageError("parquet-missing") from None


def _csv(table: Table, file: Path) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([name for name, _type in table.columns])
        for row in table.rows():
            writer.writerow([_written(cell) for cell in row])


def _written(cell: Cell) -> str | int:
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return "" if cell is None else cell if isinstance(cell, int) else str(cell)


def _parquet(table: Table, file: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    types: dict[str, Any] = {
        "text": pa.string(),
        "whole": pa.int64(),
        "time": pa.timestamp("us", tz="UTC"),
        "date": pa.date32(),
    }
    schema = pa.schema([(name, types[type_]) for name, type_ in table.columns])
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        for batch in _batches(table.rows()):
            values = zip(*batch, strict=True)
            columns = [pa.array(list(column), each.type) for column, each in zip(values, schema, strict=True)]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))


def _batches(rows: Iterable[tuple[Cell, ...]]) -> Iterator[list[tuple[Cell, ...]]]:
    given = iter(rows)
    while batch := list(islice(given, _ROWS)):
        yield batch
