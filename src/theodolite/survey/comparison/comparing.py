"""The front door: two surveys and the mapping between them in, findings out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from theodolite.evidence.disclosure import Profile
from theodolite.evidence.source_note import SourceNote
from theodolite.settings.errors import UnusableSettings
from theodolite.survey.comparison.change_findings import change_chapter
from theodolite.survey.comparison.coverage import coverage_chapter
from theodolite.survey.comparison.institutions import Overlap, find_overlap, look_alikes
from theodolite.survey.comparison.linking import Links, link
from theodolite.survey.comparison.mapping import SurveyMapping
from theodolite.survey.comparison.staffing import staffing_chapter
from theodolite.survey.comparison.waves import Waves, read_waves
from theodolite.survey.findings import Chapter


@dataclass(frozen=True)
class Comparison:
    """What two surveys tell together.

    `chapters` may be shown under `profile`; `log` says what was read, kept and left out, and is
    for inside use. `warnings` ask a person to look at something.
    """

    mapping: SurveyMapping
    profile: Profile
    source: SourceNote
    chapters: tuple[Chapter, ...]
    log: Mapping[str, Any]
    warnings: tuple[str, ...] = ()


def compare(first: Any, second: Any, mapping: Path | str, *, disclosure: str = "") -> Comparison:
    """Compare two surveys as a mapping file says.

    `first` and `second` are paths of exports, or data frames; `disclosure` overrides the profile
    of the mapping.
    """
    return compared_waves(read_waves(first, second, mapping, disclosure=disclosure))


def compared_waves(waves: Waves) -> Comparison:
    """The comparison itself: a pure function of what was read."""
    _check_comparable(waves)
    named = all(wave.settings.institution for wave in waves.both())
    overlap = find_overlap(waves) if named else None
    links = link(waves)
    alike = tuple(look_alikes(overlap)) if overlap is not None else ()
    return Comparison(
        mapping=waves.mapping,
        profile=waves.first.sample.profile,
        source=waves.source,
        chapters=tuple(
            _finished(waves, one) for one in _chapters(waves, overlap, links) if one is not None
        ),
        log=_log(waves, overlap, links, alike),
        warnings=tuple(
            f"{one!r} and {other!r} are listed as two institutions. If they are one, add an alias."
            for one, other in alike
        ),
    )


def _check_comparable(waves: Waves) -> None:
    """Refuse a mapping that compares nothing at all, and a rule that a comparison cannot keep."""
    profile = waves.first.sample.profile
    if profile.hides_others:
        raise UnusableSettings(
            f"The disclosure profile {profile.name!r} shows exact counts and hides others to"
            " protect small ones. A comparison cannot, because the two surveys may be published"
            " apart. Choose a profile that rounds, such as 'lt5_round5'."
        )
    named = [wave.settings.institution for wave in waves.both()]
    if not waves.mapping.questions and not all(named):
        raise UnusableSettings(
            f"The mapping {waves.mapping.title!r} compares nothing: it maps no questions, and does"
            " not name the institutions of both surveys. Add [[questions]], or institution under"
            " [first] and [second]."
        )


def _chapters(
    waves: Waves, overlap: Overlap | None, links: Links | None
) -> Iterator[Chapter | None]:
    if waves.mapping.questions:
        yield change_chapter(waves, links)
    if overlap is not None:
        yield coverage_chapter(waves, overlap)
    yield staffing_chapter(waves)


def _finished(waves: Waves, chapter: Chapter) -> Chapter:
    """Add what each table and figure carries, and leave out what may not be told."""
    kinds = dict.fromkeys(wave.settings.kind for wave in waves.both())
    caveats = ["Unweighted; in both surveys, whoever answered chose to."]
    if len(kinds) > 1:
        caveats.append("One survey asked departments, the other people.")
    if not waves.first.sample.profile.is_inside_use:
        caveats.append(waves.first.sample.profile.says)
    notes = (" ".join(caveats), *waves.trails())
    evidence = tuple(replace(one, notes=(*one.notes, *notes)) for one in chapter.evidence)
    told = tuple(one.as_told() for one in chapter.statements)
    return replace(chapter, statements=told, evidence=evidence)


def _log(
    waves: Waves,
    overlap: Overlap | None,
    links: Links | None,
    alike: tuple[tuple[str, str], ...],
) -> Mapping[str, Any]:
    return {
        "surveys": [
            {
                "label": wave.label,
                "data": wave.sample.source.data,
                "received": wave.received,
                "compared": wave.sample.answers.size,
                "unreadable": len(wave.sample.answers.unreadable),
                "notes": list(wave.sample.answers.notes),
            }
            for wave in waves.both()
        ],
        "settings": waves.source.settings,
        "institutions": None
        if overlap is None
        else {
            group: [overlap.spelt[key] for key in keys]
            for group, keys in (
                ("both", overlap.both),
                ("only_first", overlap.only_first),
                ("only_second", overlap.only_second),
            )
        },
        "look_alikes": [list(pair) for pair in alike],
        "linked_people": None if links is None else links.people,
        "not_linked_because_named_twice": None if links is None else links.doubtful,
    }
