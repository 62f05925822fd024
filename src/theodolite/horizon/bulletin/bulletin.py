"""A bulletin before any format: what it tells, to whom, and why."""

from dataclasses import dataclass
from datetime import date

from theodolite.horizon.item import Kind

_SUBJECT = 90


@dataclass(frozen=True, slots=True)
class Subject:
    """A topic as its readers call it."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Story:
    """Something new: what it is, where, and why this group is told.

    `identities` are all records that were merged into it. `sentence` is the one in it that speaks
    for the topic; `why` says in sentences why it stands where it does.
    """

    identities: tuple[str, ...]
    title: str
    kind: Kind
    address: str
    where: str
    published: str
    topics: tuple[Subject, ...]
    sentence: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rise:
    """Something that rises in the group's topics, with its track record in the sentence."""

    key: str
    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Closing:
    """A day that matters: when answers are due (`is_deadline`), or when something takes place.

    `ends` is the last day of what lasts longer; `sentence` says when, and what is known of answers.
    """

    identities: tuple[str, ...]
    title: str
    kind: Kind
    address: str
    topics: tuple[Subject, ...]
    on: date
    ends: date
    is_deadline: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Bulletin:
    """One bulletin for one group.

    `closings` are told for the first time; `calendar` holds every day that is still ahead, told
    before or not. `passed_over` counts new items of its topics for which there was no room.
    """

    society: str
    group: str
    topics: tuple[Subject, ...]
    on: date
    since: date
    stories: tuple[Story, ...]
    rises: tuple[Rise, ...]
    closings: tuple[Closing, ...]
    calendar: tuple[Closing, ...]
    passed_over: int
    notes: tuple[str, ...]

    def has_news(self) -> bool:
        """Whether it tells anything that was not told before."""
        return bool(self.stories or self.rises or self.closings)

    def title(self) -> str:
        """What stands over it."""
        return f"Horizon bulletin: {self.group}"

    def subject(self) -> str:
        """What is inside, in one line short enough for a list of messages."""
        parts = [
            f"{len(self.stories)} new" if self.stories else "",
            f"{len(self.rises)} rising" if self.rises else "",
            f"{len(self.closings)} with a date" if self.closings else "",
        ]
        counted = ", ".join(filter(None, parts)) or "nothing new"
        titles = [one.title for one in self.closings] + [one.title for one in self.stories]
        first = next(iter(titles), "")
        line = f"{self.group}: {counted}" + (f" – {first}" if first else "")
        return line if len(line) <= _SUBJECT else f"{line[: _SUBJECT - 1].rstrip()}…"
