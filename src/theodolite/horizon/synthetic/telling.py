"""Made-up titles, abstracts and names, put together by chance from a vocabulary."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from numpy.random import Generator

_SMALL_WORDS = ("a", "an", "the")
_FAMILIES = (
    "Abernathy", "Brightwater", "Castellane", "Dunmore", "Eastlake", "Fairweather", "Greenhalgh",
    "Hollowell", "Inkersole", "Jessamy", "Kestrel", "Larkspur", "Merriman", "Northcote",
    "Oakhanger", "Pemberley", "Quillfeather", "Ravenscar", "Silverthorne", "Thistlewood",
    "Underhill", "Vantongeren", "Whitlock", "Yarrowby",
)  # fmt: skip
_GIVEN = (
    "Ada", "Bilal", "Chioma", "Daniel", "Elif", "Fergus", "Grace", "Hiro", "Ines", "Jonas",
    "Kavya", "Liam", "Mei", "Noor", "Olga", "Pavel", "Rhys", "Sunita", "Tariq", "Una",
)  # fmt: skip


@lru_cache(maxsize=1)
def vocabulary() -> Mapping[str, Any]:
    """The phrases that everything is told with."""
    return tomllib.loads(files(__package__).joinpath("vocabulary.toml").read_text("utf-8"))


def told(chance: Generator, topic: str) -> tuple[str, str]:
    """A title and an abstract about one topic."""
    words = vocabulary()
    about = words["topics"][topic]
    filled = _filled(chance, about)
    title = _pick(chance, words["frame"]["titles"]).format(**filled)
    middle = chance.permutation(words["frame"]["middle"])[:2]
    sentences = [
        _pick(chance, words["frame"]["opening"]),
        *middle,
        _pick(chance, words["frame"]["closing"]),
    ]
    return _sentence(title), " ".join(_sentence(one.format(**filled)) for one in sentences)


def told_of_trend(chance: Generator) -> tuple[str, str]:
    """A title and an abstract about what the planted trend is about."""
    planted = vocabulary()["planted"]["trend"]
    filled = _filled(chance, vocabulary()["topics"][planted["topic"]])
    title = _sentence(_pick(chance, planted["titles"]).format(**filled))
    said = [_pick(chance, planted["sentences"]), *chance.permutation(_middle())[:2]]
    return title, " ".join(_sentence(one.format(**filled)) for one in said)


def people(chance: Generator) -> tuple[str, ...]:
    """Two to five authors who do not exist, each written "Family, Given"."""
    families = chance.choice(_FAMILIES, size=int(chance.integers(2, 6)), replace=False)
    return tuple(f"{family}, {_pick(chance, _GIVEN)}" for family in families)


def _middle() -> list[str]:
    middle: list[str] = vocabulary()["frame"]["middle"]
    return middle


def _filled(chance: Generator, about: Mapping[str, list[str]]) -> dict[str, str]:
    finding = _pick(chance, about["findings"])
    return {
        "thing": _pick(chance, about["things"]),
        "setting": _pick(chance, about.get("settings", vocabulary()["frame"]["settings"])),
        "aspect": _pick(chance, vocabulary()["frame"]["aspects"]).lower(),
        "finding": finding,
        "finding_lower": finding[0].lower() + finding[1:],
        "number": str(chance.integers(12, 900)),
        "months": str(chance.integers(3, 30)),
        "percent": str(chance.integers(4, 60)),
    }


def _pick(chance: Generator, choices: "list[str] | tuple[str, ...]") -> str:
    return choices[int(chance.integers(len(choices)))]


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]
