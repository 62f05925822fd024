"""Where respondents are: counts by region, beside earlier waves on the same scale."""

from collections import Counter
from collections.abc import Iterable

import polars as pl

from theodolite.evidence.pictures import RegionMap
from theodolite.evidence.place import UK_REGION_TILES, Place, tiled
from theodolite.survey.answers.answers import Answers
from theodolite.survey.errors import unknown_name
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
    question = answers.questionnaire.question(plan.question, where=where)
    labels = {option.code: option.label for option in question.options}
    answered = answers.frame[plan.question].cast(pl.String).drop_nulls().to_list()
    here = Counter(labels.get(one, one) for one in answered)
    known = [*labels.values(), *sorted(here), *(name for w in plan.waves for name in w.counts)]
    places = _places(known, plan, outlines)
    _check_on_map(known, places, where)
    waves = [*((wave.label, wave.counts) for wave in plan.waves), (plan.label, here)]
    return RegionMap(
        code=plan.code,
        title=plan.title,
        places=places,
        waves=tuple(
            (
                label,
                tuple(sample.counted(counts.get(_called(place, counts), 0)) for place in places),
            )
            for label, counts in waves
        ),
        source=sample.note(plan.question),
        notes=_notes(plan, everyone_placed=len(answered) == answers.size),
    )


def _places(known: Iterable[str], plan: MapPlan, outlines: Outlines) -> Outlines:
    if outlines:
        return outlines
    names = tuple(dict.fromkeys(known))
    is_uk = not set(names).isdisjoint(UK_REGION_TILES)
    return tiled(names, dict(plan.tiles) or (UK_REGION_TILES if is_uk else {}))


def _called(place: Place, counts: Iterable[str]) -> str:
    """Answers may name a region by the map's code or by its name."""
    return place.code if place.code in counts else place.name


def _check_on_map(known: Iterable[str], places: Outlines, where: str) -> None:
    on_map = {name for place in places for name in (place.code, place.name)}
    for name in known:
        if name not in on_map:
            raise unknown_name("region", name, sorted(on_map), where=where)


def _notes(plan: MapPlan, *, everyone_placed: bool) -> tuple[str, ...]:
    sources = tuple(f"{wave.label}: {wave.source}" for wave in plan.waves)
    if everyone_placed:
        return sources
    return (*sources, f"{plan.label}: respondents who gave no region are not on the map.")
