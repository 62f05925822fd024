"""Made-up bibliographic records, many of them again as another database would export them.

    python -m benchmarks.peers.made_records PLACE RECORDS [SEED]

writes a CSV file, and beside it a JSON file of the groups of rows that are one paper.
"""

import csv
import json
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

COLUMNS = ("title", "author", "year", "journal", "volume", "number", "pages", "doi", "abstract")

_IN_WORDS = """
ba be bi bo da de di do fa fe fi fo ga ge gi go ka ke ki ko la le li lo ma me mi mo na ne ni no
pa pe pi po ra re ri ro sa se si so ta te ti to va ve vi vo dra kre pli sto tru
tion sis ment logy graphy metry scopy therapy pathy tic al ous ive ing
of in and for with the on
"""
_LINES = [line.split() for line in _IN_WORDS.strip().splitlines()]
_SYLLABLES, _ENDINGS, _SMALL = _LINES[0] + _LINES[1], _LINES[2], _LINES[3]
_LETTERS = "éüößçàñø"


@dataclass(frozen=True)
class Paper:
    """One record as a database holds it."""

    title: str
    authors: tuple[tuple[str, str], ...]
    year: int
    journal: str
    volume: str
    number: str
    pages: tuple[int, int]
    doi: str
    abstract: str

    def row(self) -> dict[str, str]:
        """The record as a line of a CSV file."""
        return {
            "title": self.title,
            "author": "; ".join(f"{family}, {given}" for family, given in self.authors),
            "year": str(self.year),
            "journal": self.journal,
            "volume": self.volume,
            "number": self.number,
            "pages": f"{self.pages[0]}-{self.pages[1]}" if self.pages[0] else "",
            "doi": self.doi,
            "abstract": self.abstract,
        }


def made_records(records: int, *, seed: int) -> tuple[list[dict[str, str]], list[tuple[int, ...]]]:
    """Rows in a shuffled order, and the groups of rows (two or more, ascending) of one paper.

    Four in ten records repeat an earlier one with one to three of the changes below; one in ten
    papers has a neighbour by the same authors in the same journal, which is another paper.
    """
    chance = Random(seed)  # noqa: S311 — no secret is made of it.
    words, journals = _vocabulary(chance), _journals(chance)
    marked: list[tuple[int, Paper]] = []
    number = 0
    while len(marked) < records:
        paper = _paper(chance, words, journals, number)
        for one in (paper, _next_paper(chance, paper)) if chance.random() < 0.1 else (paper,):
            marked += [(number, one), *((number, again) for again in _again(chance, one))]
            number += 1
    marked = marked[:records]
    chance.shuffle(marked)
    rows_of: dict[int, list[int]] = {}
    for row, (mark, _) in enumerate(marked):
        rows_of.setdefault(mark, []).append(row)
    groups = sorted(tuple(rows) for rows in rows_of.values() if len(rows) > 1)
    return [paper.row() for _, paper in marked], groups


def _again(chance: Random, paper: Paper) -> Iterator[Paper]:
    while chance.random() < 0.4:
        changed = paper
        for change in chance.sample(CHANGES, chance.randint(1, 3)):
            changed = change(chance, changed)
        yield changed


def _vocabulary(chance: Random) -> list[str]:
    def word() -> str:
        return "".join(chance.choices(_SYLLABLES, k=chance.randint(1, 3))) + chance.choice(_ENDINGS)

    return sorted({word() for _ in range(4_000)})


def _journals(chance: Random) -> list[tuple[str, ...]]:
    lead = ("Journal", "Annals", "Archives", "Acta", "European Journal", "International Journal")
    fields = sorted({"".join(chance.choices(_SYLLABLES, k=3)) + "logy" for _ in range(200)})
    return [(*chance.choice(lead).split(), "of", field.title()) for field in fields]


def _paper(
    chance: Random, words: Sequence[str], journals: Sequence[tuple[str, ...]], number: int
) -> Paper:
    title: list[str] = []
    for place in range(chance.randint(6, 12)):
        title += [chance.choice(_SMALL)] if place % 3 == 2 else []
        title.append(chance.choice(words))
    volume, first = chance.randint(1, 80), chance.randint(1, 1_900)
    return Paper(
        " ".join(title).capitalize(),
        tuple(_author(chance) for _ in range(chance.randint(1, 8))),
        1985 + chance.randint(0, 40),
        " ".join(chance.choice(journals)),
        str(volume),
        str(chance.randint(1, 12)),
        (first, first + chance.randint(2, 14)),
        f"10.{chance.randint(1000, 1099)}/{chance.choice(words)[:5]}.{number}",
        " ".join(chance.choices(words, k=60)).capitalize(),
    )


def _author(chance: Random) -> tuple[str, str]:
    family = "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 3)))
    if chance.random() < 0.15:
        family += chance.choice(_LETTERS) + "l"
    given = "".join(chance.choices(_SYLLABLES, k=2)).title()
    return family.title(), f"{given} {chance.choice('ABCDEFGHJKLM')}."


def _next_paper(chance: Random, paper: Paper) -> Paper:
    """Another paper by the same people in the same journal, its title differing in two words."""
    words = paper.title.split()
    words[-1], words[len(words) // 2] = "".join(chance.choices(_SYLLABLES, k=4)), "another"
    first = paper.pages[1] + 1
    return replace(
        paper,
        title=" ".join(words),
        pages=(first, first + 6),
        doi=f"{paper.doi}b",
        abstract=" ".join(reversed(paper.abstract.split())),
    )


def capitals(_: Random, paper: Paper) -> Paper:
    """The title in capitals, with a full stop."""
    return replace(paper, title=f"{paper.title.upper()}.")


def plain_letters(_: Random, paper: Paper) -> Paper:
    """Names without accents."""
    return replace(
        paper,
        authors=tuple(
            ("".join(c for c in unicodedata.normalize("NFKD", f) if c.isascii()), g)
            for f, g in paper.authors
        ),
    )


def cut_title(chance: Random, paper: Paper) -> Paper:
    """The end of a long title cut off in mid-word."""
    return replace(paper, title=paper.title[: max(50, len(paper.title) - chance.randint(5, 20))])


def initials(_: Random, paper: Paper) -> Paper:
    """Initials in place of given names."""
    return replace(
        paper,
        authors=tuple((f, " ".join(f"{part[0]}." for part in g.split())) for f, g in paper.authors),
    )


def short_journal(_: Random, paper: Paper) -> Paper:
    """The journal's name abbreviated."""
    kept = [word for word in paper.journal.split() if word != "of"]
    return replace(paper, journal=" ".join(w if len(w) < 5 else w[:4] for w in kept))


def no_doi(_: Random, paper: Paper) -> Paper:
    """No DOI."""
    return replace(paper, doi="")


def doi_address(_: Random, paper: Paper) -> Paper:
    """The DOI as an address in capitals."""
    return replace(paper, doi=f"https://doi.org/{paper.doi.upper()}" if paper.doi else "")


def no_abstract(_: Random, paper: Paper) -> Paper:
    """No abstract."""
    return replace(paper, abstract="")


def ahead_of_print(_: Random, paper: Paper) -> Paper:
    """Published online the year before, without a volume or pages yet."""
    return replace(paper, year=paper.year - 1, volume="", number="", pages=(0, 0))


def swapped(_: Random, paper: Paper) -> Paper:
    """Volume and issue in each other's field."""
    return replace(paper, volume=paper.number, number=paper.volume)


def slip(chance: Random, paper: Paper) -> Paper:
    """Two neighbouring letters of the title exchanged."""
    long = [word for word in paper.title.split() if len(word) > 6]
    if not long:
        return paper
    word = chance.choice(long)
    place = chance.randint(1, len(word) - 3)
    typed = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return replace(paper, title=paper.title.replace(word, typed, 1))


def short_pages(_: Random, paper: Paper) -> Paper:
    """The first page alone."""
    return replace(paper, pages=(paper.pages[0], paper.pages[0]))


def remark(_: Random, paper: Paper) -> Paper:
    """A database's remark in brackets behind the title."""
    return replace(paper, title=f"{paper.title} [Erratum appears in Another Journal 2001;3:4]")


CHANGES: tuple[Callable[[Random, Paper], Paper], ...] = (
    *(capitals, plain_letters, cut_title, initials, short_journal, no_doi, doi_address),
    *(no_abstract, ahead_of_print, swapped, slip, short_pages, remark),
)


def main() -> None:
    """Write the files."""
    place, records, *seed = sys.argv[1:]
    rows, groups = made_records(int(records), seed=int(seed[0]) if seed else 1)
    with Path(place).open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()
        table.writerows(rows)
    Path(place).with_suffix(".json").write_text(json.dumps(groups))


if __name__ == "__main__":
    main()
