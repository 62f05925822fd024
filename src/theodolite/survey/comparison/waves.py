"""The two surveys, read and cut down to whom the mapping compares."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

import polars as pl

from theodolite.evidence.disclosure import PROFILES
from theodolite.evidence.source_note import SourceNote
from theodolite.settings.errors import unknown_name
from theodolite.survey.answers import Answers, read_answers
from theodolite.survey.comparison.mapping import MappedSurvey, SurveyMapping, read_mapping
from theodolite.survey.errors import NobodyLeft
from theodolite.survey.matching import in_words, meets
from theodolite.survey.questionnaire import read_questionnaire
from theodolite.survey.recoding import recode
from theodolite.survey.sample import Sample


@dataclass(frozen=True)
class Wave:
    """One of the surveys: what the mapping says of it, and the respondents that are compared."""

    settings: MappedSurvey
    sample: Sample
    received: int

    @property
    def label(self) -> str:
        """What readers call this survey."""
        return self.settings.label

    @property
    def where(self) -> str:
        """How messages name the part of the mapping that is about this survey."""
        return f"the mapping of {self.label!r}"


@dataclass(frozen=True)
class Waves:
    """Both surveys and the mapping between them, ready to be compared."""

    mapping: SurveyMapping
    first: Wave
    second: Wave
    source: SourceNote

    def both(self) -> tuple[Wave, Wave]:
        """The two surveys in the order of the mapping."""
        return self.first, self.second

    def of_kind(self, kind: str) -> tuple[Wave, ...]:
        """The surveys of this kind."""
        return tuple(wave for wave in self.both() if wave.settings.kind == kind)

    def note(self, first: Sequence[str] = (), second: Sequence[str] = ()) -> SourceNote:
        """The source note of a number from these questions of the first and second survey."""
        named = [
            f"{code} ({wave.label})"
            for wave, codes in zip(self.both(), (first, second), strict=True)
            for code in codes
            if code
        ]
        return replace(self.source, questions=tuple(dict.fromkeys(named)))

    def trails(self) -> Iterator[str]:
        """The source note of each survey, because that of a comparison covers the two together."""
        for wave in self.both():
            yield f"{wave.label}: {wave.sample.note().sentence()}"


def read_waves(first: Any, second: Any, mapping_path: Path | str, *, disclosure: str = "") -> Waves:
    """Read both surveys as a mapping file says.

    `first` and `second` are paths of exports or data frames; `disclosure` overrides the profile.
    """
    mapping = read_mapping(Path(mapping_path))
    if disclosure:
        mapping = replace(mapping, disclosure=disclosure)
    if mapping.disclosure not in PROFILES:
        raise unknown_name("disclosure profile", mapping.disclosure, PROFILES, where="the mapping")
    settings = _settings_digest(Path(mapping_path), mapping)
    before = _wave(first, mapping.first, mapping, settings)
    after = _wave(second, mapping.second, mapping, settings)
    return Waves(mapping, before, after, _together((before, after), settings))


def _wave(source: Any, survey: MappedSurvey, mapping: SurveyMapping, settings: str) -> Wave:
    questionnaire = read_questionnaire(mapping.folder / survey.questionnaire)
    read = read_answers(source, questionnaire, layout=survey.layout, sheet=survey.sheet)
    recoded, _ = recode(read, survey.recodes)
    sample = Sample(
        answers=_kept(recoded, survey),
        profile=PROFILES[mapping.disclosure],
        source=SourceNote(read.digest, settings, version("theodolite")),
        rounding=mapping.rounding,
    )
    return Wave(survey, sample, read.size)


def _kept(answers: Answers, survey: MappedSurvey) -> Answers:
    held = pl.repeat(value=True, n=answers.size, dtype=pl.Boolean, eager=True)
    for condition in survey.only:
        held &= meets(answers, condition, where=f"The mapping of {survey.label!r}")
    if not held.any():
        told = " and ".join(in_words(one) for one in survey.only) or "that were read"
        raise NobodyLeft(
            f"None of the {answers.size} respondents of {survey.label!r} is left to compare: the"
            f" mapping keeps those {told}. Look at its 'only', and whether the export is the one"
            " meant."
        )
    return replace(answers, frame=answers.frame.filter(held))


def _together(waves: Sequence[Wave], settings: str) -> SourceNote:
    """One note for both: the SHA-256 of the two files' digests written one after the other."""
    digests = "".join(wave.sample.source.data for wave in waves)
    return SourceNote(sha256(digests.encode()).hexdigest(), settings, version("theodolite"))


def _settings_digest(path: Path, mapping: SurveyMapping) -> str:
    digest = sha256(path.read_bytes())
    digest.update(mapping.disclosure.encode())
    for survey in (mapping.first, mapping.second):
        digest.update((mapping.folder / survey.questionnaire).read_bytes())
    return digest.hexdigest()
