"""The bulletin as a document: what is new, what rises, what closes, and why each is told."""

from theodolite.evidence.days import day_in_words
from theodolite.evidence.source_note import SourceNote
from theodolite.horizon.bulletin import Bulletin, Closing, Story, Subject
from theodolite.reports.document import Bullets, Document, Notice, Paragraph, Reading, Section

READING = Reading(
    "How this bulletin was made",
    (
        "Items come from the sources that the society watches. Records of one thing are merged and"
        " told once; what a group was told is remembered, and not told again.",
        "Each item is placed in the topics by its words. The sentence in quotation marks is the one"
        " in the item that speaks most for the topic; a chance says how sure that is.",
        "What people kept in triage comes first, then what is urgent: alerts, and threats of the"
        " nearest horizon; then what belongs here most surely. Of one rising phrase three items are"
        " told, for the rise is told by itself.",
    ),
    "everything that was known on the day",
)


def bulletin_document(bulletin: Bulletin, source: SourceNote) -> Document:
    """The bulletin for paper and for the web."""
    topics = ", ".join(topic.name for topic in bulletin.topics)
    return Document(
        title=bulletin.title(),
        subtitle=summary(bulletin),
        society=bulletin.society,
        date=bulletin.on,
        notice=f"For: {bulletin.group}. Topics: {topics}.",
        stamp="",
        sections=tuple(_sections(bulletin)),
        source=source,
        disclosure=Reading(READING.title, (*READING.says, *bulletin.notes), READING.whole),
        is_short=True,
    )


def summary(bulletin: Bulletin) -> str:
    """What it holds, in one sentence."""
    return (
        f"Since {day_in_words(bulletin.since)}: {_many(len(bulletin.stories), 'new item')},"
        f" {_many(len(bulletin.rises), 'rise')} and {_many(len(bulletin.closings), 'date')}"
        " not told before."
    )


def where_told(story: Story) -> str:
    """What sort of thing it is, where and when it was published."""
    return " · ".join(filter(None, (story.kind.capitalize(), story.where, story.published)))


def why_told(story: Story) -> tuple[str, ...]:
    """The reasons, and the sentence that speaks for its topic where it says more than the title."""
    quoted = f"“{story.sentence}”"
    return (quoted, *story.why) if story.sentence and story.sentence != story.title else story.why


def about(closing: Closing) -> str:
    """What sort of day it is, for whom."""
    kind = "Closes" if closing.is_deadline else "Takes place"
    until = f" to {day_in_words(closing.ends)}" if closing.ends != closing.on else ""
    days = f"{kind} {day_in_words(closing.on)}{until}"
    return f"{days} · {closing.kind.capitalize()} · {names(closing.topics)}"


def names(topics: tuple[Subject, ...]) -> str:
    """Topics by their names."""
    return ", ".join(topic.name for topic in topics)


def passed_over(bulletin: Bulletin) -> str:
    """How many new items there was no room for, or an empty text."""
    if not bulletin.passed_over:
        return ""
    more = _many(bulletin.passed_over, "more new item")
    return f"There was no room for {more} in these topics; the workspace has all of them."


def _sections(bulletin: Bulletin) -> list[Section]:
    stories = [
        Notice(one.title, where_told(one), why_told(one), one.address) for one in bulletin.stories
    ]
    more = [Paragraph(passed_over(bulletin))] if bulletin.passed_over else []
    dates = [
        Notice(one.title, about(one), (one.sentence,), one.address) for one in bulletin.closings
    ]
    told = [
        Section("What is new", (*stories, *more)),
        Section("What is rising", (Bullets(tuple(rise.sentence for rise in bulletin.rises)),)),
        Section("What closes or takes place", tuple(dates)),
    ]
    has_any = (bool(stories), bool(bulletin.rises), bool(dates))
    sections = [section for section, has in zip(told, has_any, strict=True) if has]
    return sections or [Section("Nothing new", (Paragraph(summary(bulletin)),))]


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
