"""Posts that departments report against people who answer, in the institutions of both surveys."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from theodolite.evidence.estimate import Estimate, count_of
from theodolite.evidence.source_note import SourceNote
from theodolite.evidence.statement import Statement
from theodolite.evidence.table import Block, Row, Table
from theodolite.survey.comparison.compared import numbers_of
from theodolite.survey.comparison.institutions import names_of
from theodolite.survey.comparison.waves import Wave, Waves
from theodolite.survey.place_names import same_name


@dataclass(frozen=True)
class _Line:
    """One institution, or several together: posts reported and people who answered."""

    label: str
    posts: int
    people: int


def people_per_posts(waves: Waves, posts: Wave, people: Wave) -> Table:
    """Set people against posts, institution by institution; small ones stand together."""
    lines = _in_both(waves, posts, people)
    profile = waves.first.sample.profile

    def cells(line: _Line) -> tuple[Estimate, Estimate]:
        return profile.protect(count_of(line.posts)), profile.protect(count_of(line.people))

    named = [one for one in lines if all(cell.shown for cell in cells(one))]
    others = [one for one in lines if one not in named]
    if others:
        named.append(_together("Institutions too small to be named", others))
    rows = [_row(one.label, *cells(one)) for one in named]
    rows.append(_row("All of them", *cells(_together("", lines)), is_total=True))
    return Table(
        code="people-per-posts",
        title="People who answered for each 100 posts reported, in institutions of both surveys",
        columns=(
            f"Posts reported in {posts.label}",
            f"People who answered in {people.label}",
            "People for each 100 posts",
        ),
        blocks=(Block("Institution", tuple(rows)),),
        source=_posts_note(waves),
        notes=(
            "More than 100 means that more people answered than departments had reported posts.",
        ),
        rounding=waves.mapping.rounding,
    )


def ratio_sentence(waves: Waves, table: Table, posts: Wave, people: Wave) -> Statement:
    """Say the totals of that table in one sentence."""
    total = tuple(table.rows())[-1]
    (reported,), (answered,), (ratio,) = total.cells
    assert reported is not None, "the last row holds totals"
    assert answered is not None, "the last row holds totals"
    assert ratio is not None, "the last row holds totals"
    return Statement(
        code="people-per-posts",
        template=(
            "In the institutions of both surveys, departments reported {posts} posts in {before},"
            " and {people} people answered in {after}: {ratio} for each 100 posts."
        ),
        source=_posts_note(waves),
        values={
            "posts": reported,
            "people": answered,
            "ratio": ratio,
            "before": posts.label,
            "after": people.label,
        },
    )


def _in_both(waves: Waves, posts: Wave, people: Wave) -> list[_Line]:
    """Institutions of both surveys whose departments all told their posts, by name."""
    reported = _posts_by_institution(waves, posts)
    answered: dict[str, int] = {}
    for name in names_of(people, waves.mapping.aliases):
        if name is not None:
            answered[same_name(name)] = answered.get(same_name(name), 0) + 1
    shared = sorted(reported.keys() & answered.keys())
    return [_Line(reported[key][0], reported[key][1], answered[key]) for key in shared]


def _posts_by_institution(waves: Waves, posts: Wave) -> Mapping[str, tuple[str, int]]:
    numbers = numbers_of(posts, posts.settings.posts)
    found: dict[str, tuple[str, float]] = {}
    for name, number in zip(names_of(posts, waves.mapping.aliases), numbers, strict=True):
        if name is not None:
            spelt, sum_so_far = found.get(same_name(name), (name, 0.0))
            found[same_name(name)] = (min(spelt, name), sum_so_far + float(number))
    return {
        key: (name, round(total)) for key, (name, total) in found.items() if not np.isnan(total)
    }


def _together(label: str, lines: list[_Line]) -> _Line:
    return _Line(label, sum(one.posts for one in lines), sum(one.people for one in lines))


def _row(label: str, posts: Estimate, people: Estimate, *, is_total: bool = False) -> Row:
    return Row(label, ((posts,), (people,), (_per_hundred(people, posts),)), is_total=is_total)


def _per_hundred(people: Estimate, posts: Estimate) -> Estimate:
    """A ratio of two numbers that may be shown, so that it says no more than they do."""
    if not (people.shown and posts.shown):
        return Estimate("mean", None, shown=False)
    if not posts.count:
        return Estimate("mean", None)
    return Estimate("mean", 100 * (people.count or 0) / posts.count, decimals=0)


def _posts_note(waves: Waves) -> SourceNote:
    first, second = ((wave.settings.institution, wave.settings.posts) for wave in waves.both())
    return waves.note(first, second)
