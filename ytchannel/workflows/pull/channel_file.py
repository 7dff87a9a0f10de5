"""playlists.yaml as the channel is: its sections, the shelves of its page, and what it says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ytchannel.config import rules
from ytchannel.config.declaring import can_say, put, said
from ytchannel.config.editing import EditedYaml
from ytchannel.config.reading import shown_path
from ytchannel.config.rules import SHELF_TYPES
from ytchannel.kinds import BRANDING, PLAYLIST, SHELF
from ytchannel.plan import Note, Ref, differences
from ytchannel.workflows.pull.orders import fitting, holds

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ytchannel.config.editing import Plain
    from ytchannel.model import Channel, Section
    from ytchannel.plan import Item
    from ytchannel.workflows.pull.covers import Covers
    from ytchannel.workflows.pull.live import LiveChannel


class ChannelFile:
    """The file: its `text` says what the channel has. `listed` is what the list puts into each section, in order."""

    def __init__(self, live: LiveChannel, text: str, listed: Mapping[str, Sequence[str]], pictures: Covers) -> None:
        self._live = live
        self._pictures = pictures
        self._channel: Channel = live.channel
        self._listed = listed
        self._file = EditedYaml(text, shown_path(live.channel.file))
        self._unsaid: list[str] = []
        self._unordered: list[str] = []
        self.notes: list[Note] = []
        self._page = self._declarable()
        self._by_key = {item.key: item for item in self._page}
        self._flagged = False
        flags = None if self._page_holds() else self._flags()
        self._say_channel(anew=not text)
        self._say_sections(flags)
        if flags is not None and not self._flagged:
            self._say_shelves()
        titles = {section.key: section.title for section in self._channel.sections}
        told = {
            "pull-draft": [titles[key] for key in sorted(live.drafts)],
            "pull-lost": [titles[key] for key in sorted(live.lost)],
            "pull-order": self._unordered,
            "pull-nameless": live.nameless,
            "pull-unsaid": self._unsaid,
        }
        self.notes += [Note(code, len(names), names=tuple(names)) for code, names in told.items() if names]

    @property
    def text(self) -> str:
        """The file."""
        return self._file.text

    def _say_channel(self, *, anew: bool) -> None:
        """What the channel says of itself: in a new file all of it, else what is declared otherwise."""
        connection = self._live.connection
        seen = BRANDING.seen(connection.live)
        if anew:
            snippet = connection.live["snippet"]
            about: Plain = {
                "handle": _valid(rules.handle, snippet.get("customUrl")),
                "id": _valid(rules.channel_id, connection.id),
                "timezone": self._channel.timezone,
                "language": _valid(rules.language, seen.fields["language"]),
            }
            said_of_itself = {name: value for name, value in seen.fields.items() if value and self._can_say(seen, name)}
            about["branding"] = {name: said(name, value, self._live.zone) for name, value in said_of_itself.items()}
            self._file.set("channel", {name: value for name, value in about.items() if value})
            self._file.set("defaults", {"privacy": "private"})
            return
        wanted = BRANDING.wanted(self._channel, seen.title)
        changes = {name: seen.fields[name] for name in differences(wanted, seen)} if wanted else {}
        changes = {name: value for name, value in changes.items() if self._can_say(seen, name)}
        if changes:

            def say(about: Plain) -> None:
                for name, value in changes.items():
                    put(about["branding"], name, said(name, value, self._live.zone))

            self._file.edit("channel", say)

    def _say_sections(self, flags: Mapping[str, bool] | None) -> None:
        """Bring the declared sections in step, take out those whose playlist is gone, add the new ones."""
        wanted = {item.key: item for item in PLAYLIST.wanted(self._channel)}
        twice = self._titles_twice()
        for number, section in enumerate(self._channel.sections):
            if section.key in self._live.lost:
                self._file.remove_item("sections", number)
                continue
            edits: dict[str, Any] = {}
            if seen := self._live.playlists.get(section.key):
                names = [name for name in differences(wanted[section.key], seen) if self._can_say(seen, name)]
                edits = {name: said(name, seen.fields.get(name), self._live.zone) for name in names}
                edits |= self._order(section)
                if section.key in self._pictures.bare:
                    edits["cover"] = None
                if section.id is None and seen.title in twice:
                    edits["id"] = seen.id
            if (
                flags is not None
                and section.key not in self._live.drafts
                and section.shelf != flags.get(section.key, False)
            ):
                edits["shelf"] = flags.get(section.key, False) or None
            if edits:
                self._file.edit_item("sections", number, lambda item, edits=edits: _say(item, edits))  # type: ignore[misc]
        self._file.append("sections", [self._new(key, flags or {}) for key in self._live.new])
        if not self._channel.sections and not self._live.new and not self._file.has("sections"):
            self._file.set("sections", [])

    def _say_shelves(self) -> None:
        """List the page; shelves that are listed as they are keep their lines."""
        wishes = SHELF.wanted(self._channel)[: self._file.count("shelves")]
        listed = {wish.key: number for number, wish in enumerate(wishes)}
        kept = {
            key: n for key, n in listed.items() if (seen := self._by_key.get(key)) and not differences(wishes[n], seen)
        }
        page: list[int | Plain] = [kept.get(item.key, _shelf(item)) for item in self._page]
        page += [listed[item.key] for item in wishes if self._is_draft(item)]
        if page:
            self._file.arrange("shelves", page)
        else:
            self._file.set("shelves", None)

    def _is_draft(self, item: Item) -> bool:
        """Whether a shelf shows a section that is still to be made."""
        return any(isinstance(each, Ref) and each.key in self._live.drafts for each in item.fields.get("playlists", ()))

    def _order(self, section: Section) -> Plain:
        """The order of a section that lists it one by one, where its playlist has another. A rule stays the rule."""
        live, listed = self._live.entries[section.key], self._listed.get(section.key, ())
        if section.order == "views" or holds(section, live, listed, self._live.shown):
            return {}
        if section.order != "given":
            self._unordered.append(section.title)
            return {}
        return {"order": fitting(live, listed, self._live.shown)}

    def _new(self, key: str, flags: Mapping[str, bool]) -> Plain:
        """A section for a playlist that none declares."""
        seen = self._live.playlists[key]
        made: Plain = {"key": key, "id": seen.id}
        for name, value in seen.fields.items():
            if value not in (None, "", False) and self._can_say(seen, name):
                put(made, name, said(name, value, self._live.zone))
        if flags.get(key):
            made["shelf"] = True
        if key in self._pictures.said:
            made["cover"] = self._pictures.said[key]
        if order := fitting(self._live.entries[key], self._listed.get(key, ()), self._live.shown):
            made["order"] = order
        return made

    def _titles_twice(self) -> set[str]:
        drafts = [section.title for section in self._channel.sections if section.key in self._live.drafts]
        titles = [*(item.title for item in self._live.playlists.values()), *drafts]
        return {title for title in titles if titles.count(title) > 1}

    def _can_say(self, seen: Item, name: str) -> bool:
        if can_say(seen.kind, name, seen.fields.get(name)):
            return True
        self._unsaid.append(f"{seen.title} ({name})")
        return False

    def _declarable(self) -> list[Item]:
        """The sections of the page that files can declare; the others stay where they are, and are said."""
        found: dict[str, Item] = {}
        others = []
        for item in self._live.page:
            if item.key in found or not self._can_declare(item):
                others.append(item.title)
            else:
                found[item.key] = item
        if others:
            self.notes.append(Note("pull-shelves", len(others), names=tuple(others)))
        return list(found.values())

    def _can_declare(self, item: Item) -> bool:
        fields = item.fields
        playlists = fields.get("playlists", ())
        if not all(isinstance(each, Ref) for each in playlists):
            return False
        hidden = [each for each in playlists if self._live.playlists[each.key].fields["privacy"] == "private"]
        match fields["type"]:
            case "singlePlaylist":
                return len(playlists) == 1 and not hidden
            case "multiplePlaylists":
                return bool(playlists) and not hidden and bool(fields["title"])
            case "multipleChannels":
                return bool(fields.get("channels") and fields["title"]) and not playlists
            case kind:
                return kind in SHELF_TYPES and not playlists

    def _page_holds(self) -> bool:
        """Whether the page is as declared, and nothing new stands on it."""
        seen = {item.key: item for item in self._page}
        declared = [item for item in SHELF.wanted(self._channel) if not self._is_draft(item)]
        return [item.key for item in declared] == list(seen) and not any(
            differences(item, seen[item.key]) for item in declared
        )

    def _flags(self) -> dict[str, bool]:
        """The sections that stand on the page by `shelf: true`: all that are on it, or none where it needs a list."""
        keys = [item.key for item in self._page]
        order = [key for key in self._sections() if key in keys]
        self._flagged = not self._file.has("shelves") and order == keys
        return dict.fromkeys(keys, True) if self._flagged else {}

    def _sections(self) -> list[str]:
        """The keys of the sections that the file will have, in order."""
        declared = [section.key for section in self._channel.sections if section.key not in self._live.lost]
        return [*declared, *self._live.new]


def _shelf(item: Item) -> Plain:
    """A shelf as the file lists it."""
    fields = item.fields
    if fields["type"] == "singlePlaylist":
        return {"section": item.key}
    made: Plain = {"type": fields["type"]}
    if "playlists" in fields:
        made |= {"title": fields["title"], "sections": [each.key for each in fields["playlists"]]}
    if "channels" in fields:
        made |= {"title": fields["title"], "channels": list(fields["channels"])}
    return made


def _valid(rule: Callable[[str], str], value: str | None) -> str | None:
    """The value, None where a file may not have it."""
    try:
        return value if value and rule(value) == value else None
    except rules.RuleError:
        return None


def _say(item: Plain, edits: Mapping[str, Any]) -> None:
    for name, value in edits.items():
        put(item, name, value)
