"""A folder as a manifest: every video in it and below is an entry, and the names say the rest.

The folder above a video names its section, files of the same name beside it are its picture, its captions and its
description. What is not there comes from the defaults in playlists.yaml.
"""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from ytchannel.config import file_names, rules
from ytchannel.config.declared import Tree
from ytchannel.config.reading import shown_path
from ytchannel.config.shapes import EntryShape
from ytchannel.config.templates import escaped
from ytchannel.errors import FilesError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ytchannel.config.declared import Steps, Value
    from ytchannel.config.rules import RuleError
    from ytchannel.model import Channel

MAX_TEXT = 64 * 1024  # bytes of a description, which may have 5000 in the end


class FolderDocument(Tree):
    """The entries of a folder under `videos`, in the order in which people count. It is `config.declared.Declared`.

    Names count from the folder that it stands in, as they would in a list beside it. Links are passed over: they may
    lead anywhere; so is what is not `finished`. `passed` counts what was passed over, as link, unfinished or other.
    """

    def __init__(self, folder: Path, channel: Channel, finished: Callable[[Path], bool] | None = None) -> None:
        self.file = Path(os.path.abspath(folder))  # noqa: PTH100 - Path.absolute keeps "..", which hides the name
        self.has_nulls = False
        self.passed: Counter[str] = Counter()
        self._channel = channel
        self._finished = finished
        self._problems: dict[tuple[Place, str, object], Problem] = {}
        self._places: list[Place] = []
        self._strange: set[Path] = set()
        entries: list[Value] = []
        self.value: dict[str, Value] = {"videos": entries}
        for path, beside in self._videos():
            self._places.append(_place(path))
            entries.append(self._entry(path, beside))
        if not entries and not self._problems:
            self._add("folder-without-videos", _place(self.file), {"file": shown_path(self.file)})

    def place(self, steps: Steps, *, key: bool = False) -> Place:  # noqa: ARG002 - a file has no keys
        """The video of the entry that `steps` lead into; else the folder."""
        return self._places[int(steps[1])] if len(steps) > 1 else _place(self.file)

    def report(self, code: str, steps: Steps, **facts: object) -> None:
        """Add a problem of an entry."""
        self._add(code, self.place(steps), facts)

    def report_key(self, code: str, steps: Steps, **facts: object) -> None:
        """The same."""
        self._add(code, self.place(steps), facts)

    def refuse(self, error: RuleError, steps: Steps, **facts: object) -> None:
        """Add what a rule says about a value."""
        self.report(error.code, steps, **facts, **error.facts)

    def finish(self) -> None:
        """Raises FilesError when anything was reported; problems stand in the order of the files."""
        if self._problems:
            raise FilesError(list(self._problems.values()))

    def _add(self, code: str, place: Place, facts: Mapping[str, object]) -> None:
        self._problems.setdefault((place, code, facts.get("name")), Problem(code, place, facts))

    def _videos(self) -> list[tuple[Path, list[Path]]]:
        """The videos, each with the files that stand beside it under its name, in their order."""
        found: list[tuple[Path, list[Path]]] = []
        for top, folders, names in os.walk(self.file, onerror=self._unreadable):
            here = Path(top)
            links = {name for name in folders if (here / name).is_symlink() or _is_junction(here / name)}
            self.passed["link"] += sum(not file_names.is_hidden(name) for name in links)
            folders[:] = [name for name in folders if name not in links and not file_names.is_hidden(name)]
            found += self._here([here / name for name in names if not file_names.is_hidden(name)])
        return sorted(found, key=lambda each: [file_names.natural(part) for part in self._parts(each[0])])

    def _here(self, files: Sequence[Path]) -> list[tuple[Path, list[Path]]]:
        """The videos among the files of one folder; everything else is beside one of them, or passed over."""
        videos: dict[str, list[Path]] = {}
        others: list[Path] = []
        for path in files:
            if path.is_symlink():
                self.passed["link"] += 1
            elif not path.is_file():
                self.passed["other"] += 1
            elif file_names.is_unfinished(path.name) or (self._finished and not self._finished(path)):
                self.passed["unfinished"] += 1
            elif path.suffix.lower() in file_names.VIDEOS:
                videos.setdefault(_stem(path), []).append(path)
            else:
                others.append(path)
        beside: dict[str, list[Path]] = {}
        for path in sorted(others):
            stem = _stem(path)
            if path.suffix.lower() in file_names.CAPTIONS and stem not in videos:
                stem = file_names.caption(stem)[0]
            if stem in videos and path.suffix.lower() in _BESIDE:
                beside.setdefault(stem, []).append(path)
            else:
                self.passed["other"] += 1
        return [(path, beside.get(stem, [])) for stem, paths in videos.items() for path in paths]

    def _entry(self, path: Path, beside: Sequence[Path]) -> Value:
        title, day = file_names.title_and_day(path.stem)
        entry: dict[str, Value] = {"file": self._name(path), "title": escaped(title)}
        if section := self._section(path):
            entry["sections"] = [section]
        if day is not None:
            entry["recording_date"] = day.isoformat()
        by_form = {form: [each for each in beside if each.suffix.lower() == form] for form in _BESIDE}
        pictures = [each for form in file_names.PICTURES for each in by_form[form]]
        if pictures:
            entry["thumbnail"] = self._name(pictures[0])
            self.passed["other"] += len(pictures) - 1
        if by_form[file_names.TEXT] and (text := self._text(by_form[file_names.TEXT][0])):
            entry["description"] = text
        tracks = [each for form in file_names.CAPTIONS for each in by_form[form]]
        if tracks and "captions" in EntryShape.model_fields:
            entry["captions"] = [self._caption(path, each) for each in tracks]
        else:
            self.passed["other"] += len(tracks)
        return entry

    def _caption(self, video: Path, file: Path) -> Value:
        """The track, in the language of its name, else that of the channel."""
        stem = _stem(file)
        language = "" if stem == _stem(video) else file_names.caption(stem)[1]
        language = language or self._channel.language or ""
        return {"file": self._name(file), "language": language} if language else {"file": self._name(file)}

    def _section(self, path: Path) -> str:
        """The section that the folders say; a folder that says none is reported once."""
        sections = self._channel.sections
        folders = self._parts(path)[:-1]
        found = file_names.section_above([self.file.name, *folders], sections)
        if found or not folders or not sections or path.parent in self._strange:
            return found
        self._strange.add(path.parent)
        name, titles = folders[-1], [section.title for section in sections]
        self._add("unknown-folder", _place(path.parent), rules.suggestion(name, titles) | {"known": titles})
        return ""

    def _text(self, path: Path) -> str:
        """The description in a text file; empty when it was reported."""
        place, shown = _place(path), shown_path(path)
        try:
            with path.open("rb") as stream:
                data = stream.read(MAX_TEXT + 1)
        except OSError as error:
            self._add("file-unreadable", place, {"file": shown, "reason": error.strerror or ""})
            return ""
        if len(data) > MAX_TEXT:
            self._add("text-too-big", place, {"file": shown, "max_bytes": MAX_TEXT})
            return ""
        try:
            # Notepad writes UTF-16 where it says Unicode, and begins both forms with a mark.
            text = data.decode("utf_16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf_8_sig")
        except UnicodeDecodeError as error:
            self._add("not-utf8", place, {"byte": f"0x{data[error.start]:02X}"})
            return ""
        return unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()

    def _unreadable(self, error: OSError) -> None:
        path = Path(error.filename or self.file)
        facts = {"file": shown_path(path), "reason": error.strerror or ""}
        self._add("file-unreadable", _place(path), facts)

    def _parts(self, path: Path) -> tuple[str, ...]:
        """The folders and the name below the folder, in NFC."""
        return tuple(unicodedata.normalize("NFC", part) for part in path.relative_to(self.file).parts)

    def _name(self, path: Path) -> str:
        """The file as a list beside the folder would name it."""
        name = unicodedata.normalize("NFC", path.relative_to(self.file.parent).as_posix())
        return str(path) if name.startswith("~") else name  # which a list reads as somebody's home


_BESIDE = (*file_names.PICTURES, *file_names.CAPTIONS, file_names.TEXT)


def _stem(path: Path) -> str:
    return unicodedata.normalize("NFC", path.stem).casefold()


def _place(path: Path) -> Place:
    """A file or folder as a whole."""
    return Place(unicodedata.normalize("NFC", shown_path(path)), 0, 0)


def _is_junction(path: Path) -> bool:
    """Whether a folder of Windows is a door to another one."""
    return bool(getattr(os.path, "isjunction", lambda _path: False)(path))
