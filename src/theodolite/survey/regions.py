"""Where respondents are: counts by region, beside earlier waves on the same scale."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import polars as pl

from theodolite.evidence.pictures import RegionMap
from theodolite.evidence.place import UK_REGION_TILES, Place, tiled
from theodolite.settings.errors import UnusableSettings, unknown_name
from theodolite.survey.answers.answers import Answers
from theodolite.survey.plan import MapPlan
from theodolite.survey.sample import Sample

Outlines = tuple[Place, ...]


def region_map(
    sample: Sample, received: Answers, plan: MapPlan, outlines: Outlines = ()
) -> RegionMap:
    """Count respondents in each region, for this survey and the earlier waves typed into the plan.

    With `everyone`, those that screening rejected are counted too. `outlines` come from the plan's
    GeoJSON file; without them the regions are tiles.
    """
    where = f"Map {plan.code!r}"
    answers = received if plan.everyone else sample.answers
    labels = _labels(answers, plan, where)
    answered = answers.frame[plan.question].cast(pl.String).drop_nulls().to_list()
    before = [name for wave in plan.waves for name in wave.counts]
    known = _known(answered, before, plan, outlines)
    listed = answered if labels else sample.places(answered, known=known)
    here = Counter(labels.get(one, one) for one in listed if one is not None)
    places = outlines or _tiles((*labels.values(), *sorted(here), *before), plan)
    if outlines:
        _check_known((*here, *before), [n for one in places for n in (one.code, one.name)], where)
    elif labels:
        _check_known((*before, *plan.tiles), labels.values(), where)
    waves = [*((wave.label, wave.counts) for wave in plan.waves), (plan.label, here)]
    return RegionMap(
        code=plan.code,
        title=plan.title,
        places=places,
        waves=tuple(
            (label, tuple(sample.counted(_count_in(place, counts)) for place in places))
            for label, counts in waves
        ),
        source=sample.note(plan.question),
        notes=_notes(plan, everyone_placed=len(answered) == answers.size),
    )


def _labels(answers: Answers, plan: MapPlan, where: str) -> dict[str, str]:
    """What readers see for each region that could be chosen; nothing where people typed freely."""
    question = answers.questionnaire.question(plan.question, where=where)
    if question.kind not in ("single", "place"):
        raise UnusableSettings(
            f"{where} wants the regions of {plan.question!r}, which is of kind {question.kind!r}."
            " Respondents can only be placed by a question of kind 'single' or 'place'."
        )
    return {option.code: option.label for option in question.options}


def _known(
    answered: list[str], before: list[str], plan: MapPlan, outlines: Outlines
) -> Iterator[str]:
    """The regions a map names however few are there; one that lacks its outline is refused."""
    yield from answered if outlines else UK_REGION_TILES
    yield from (*before, *plan.tiles)
    for place in outlines:
        yield from (place.code, place.name)


def _tiles(known: Iterable[str], plan: MapPlan) -> Outlines:
    names = tuple(dict.fromkeys(known))
    is_uk = not set(names).isdisjoint(UK_REGION_TILES)
    return tiled(names, dict(plan.tiles) or (UK_REGION_TILES if is_uk else {}))


def _count_in(place: Place, counts: Mapping[str, int]) -> int:
    """Answers may name a region by the map's code or by its name."""
    return sum(counts.get(name, 0) for name in {place.code, place.name})


def _check_known(names: Iterable[str], known: Iterable[str], where: str) -> None:
    regions = list(dict.fromkeys(known))
    for name in names:
        if name not in regions:
            raise unknown_name("region", name, regions, where=where)


def _notes(plan: MapPlan, *, everyone_placed: bool) -> tuple[str, ...]:
    sources = tuple(f"{wave.label}: {wave.source}" for wave in plan.waves)
    if everyone_placed:
        return sources
    return (*sources, f"{plan.label}: respondents who gave no region are not on the map.")
