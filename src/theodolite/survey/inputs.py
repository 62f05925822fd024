"""Everything an analysis starts from, read once: answers, plan, decisions, outlines."""

from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

import narwhals as nw
import polars as pl

from theodolite.evidence.disclosure import PROFILES
from theodolite.evidence.place import UnknownProperty, places_from_geojson
from theodolite.settings.errors import UnreadableFile, nearest, unknown_name
from theodolite.survey.answers import Answers, read_answers
from theodolite.survey.plan import MapPlan, Plan, read_plan
from theodolite.survey.questionnaire import read_questionnaire
from theodolite.survey.regions import Outlines
from theodolite.survey.screening import Decisions, read_decisions


@dataclass(frozen=True)
class Inputs:
    """Answers and the plan for them, with the files the plan names already read.

    `settings` is the SHA-256 of the plan together with every file it names; `frames` is the
    library of the data frame the answers came in, and that results go out in.
    """

    answers: Answers
    plan: Plan
    settings: str
    decisions: Decisions | None = None
    outlines: tuple[Outlines, ...] = ()
    frames: ModuleType = pl


def read_inputs(source: Any, plan_path: Path | str, *, disclosure: str = "") -> Inputs:
    """Read a plan, the files beside it, and the answers it is for.

    `source` is the path of an export, a data frame, or answers that were read already;
    `disclosure` overrides the plan's profile.
    """
    plan = read_plan(Path(plan_path))
    if disclosure:
        plan = replace(plan, disclosure=disclosure)
    if plan.disclosure not in PROFILES:
        raise unknown_name("disclosure profile", plan.disclosure, PROFILES, where="the plan")
    return Inputs(
        answers=_answers(source, plan),
        plan=plan,
        decisions=_decisions(plan),
        outlines=tuple(_outlines(plan, one) for one in plan.maps),
        # Last, when every file has been found by someone who can say what it is for.
        settings=_digest(Path(plan_path), plan),
        frames=_kind_of(source),
    )


def _answers(source: Any, plan: Plan) -> Answers:
    if isinstance(source, Answers):
        return source
    questionnaire = read_questionnaire(plan.folder / plan.questionnaire)
    return read_answers(source, questionnaire, layout=plan.layout, sheet=plan.sheet)


def _kind_of(source: Any) -> ModuleType:
    is_file = isinstance(source, str | Path | Answers)
    kind: ModuleType = pl if is_file else nw.get_native_namespace(source)
    return kind


def _decisions(plan: Plan) -> Decisions | None:
    if not plan.screening.decisions:
        return None
    return read_decisions(plan.folder / plan.screening.decisions)


def _outlines(plan: Plan, one: MapPlan) -> Outlines:
    if not one.geojson:
        return ()
    path = plan.folder / one.geojson
    try:
        text = path.read_text("utf-8-sig")
        return places_from_geojson(text, key=one.key, name=one.name or one.key)
    except FileNotFoundError:
        near = nearest(path.name, [p.name for p in path.parent.glob("*.*json")])
        raise UnreadableFile(f"Map {one.code!r} wants {path}, which is not there. {near}") from None
    except OSError as error:
        raise UnreadableFile(
            f"Map {one.code!r}: {path} cannot be opened: {error.strerror}."
            " Check that it is a file you may read."
        ) from None
    except UnknownProperty as error:
        raise UnreadableFile(
            f"Map {one.code!r}: a region of {path.name} has no property {error.name!r}, which key"
            f" or name asks for. {nearest(error.name, error.known)}"
        ) from None
    except ValueError:
        raise UnreadableFile(
            f"Map {one.code!r}: {path.name} does not hold regions as GeoJSON polygons."
            " Export it again as GeoJSON (RFC 7946)."
        ) from None


def _digest(plan_path: Path, plan: Plan) -> str:
    """One digest over all settings, so that changing any of them changes the source notes."""
    names = [plan.questionnaire, plan.screening.decisions, *(one.geojson for one in plan.maps)]
    digest = sha256(plan_path.read_bytes())
    digest.update(plan.disclosure.encode())
    for name in names:
        if name:
            digest.update((plan.folder / name).read_bytes())
    return digest.hexdigest()
