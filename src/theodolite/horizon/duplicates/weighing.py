"""What speaks for and against two records being one thing, in points and in words.

The sum of weights of agreement is that of Fellegi and Sunter (1969, Journal of the American
Statistical Association 64, 1183–1210); the weights are set by hand and rounded, so that every
judgement can be read and argued with.
"""

from rapidfuzz.fuzz import ratio

from theodolite.horizon.duplicates.authors import compare_authors
from theodolite.horizon.duplicates.record import Record
from theodolite.horizon.duplicates.titles import BEGINNING_OR_END, Evidence, compare_titles
from theodolite.horizon.duplicates.venues import same_venue

SAME = 9.0
"""The points from which two records are taken for one."""

DOUBTFUL = 6.5
"""The points from which a person should look."""

_LETTERS_OF_ABSTRACT = 400
_FEWEST_LETTERS = 100
_LETTERS_OF_NOTICE = 2_000
_SAME_NOTICE = 90
_ANOTHER_TITLE = -6.0
_COMMON_TITLE = 3.5
_JUST_NAMED = Evidence("nothing else to tell them apart", 1.0)
# PubMed and trial registers give a number once; OpenAlex often has one work under several.
_TWO_NUMBERS = {"pmid": -14.0, "nct": -14.0, "openalex": -2.0}


def weigh(one: Record, other: Record) -> tuple[Evidence, ...]:
    """Everything that speaks for or against the two being the same; order makes no difference."""
    title = compare_titles(one, other)
    if title.points <= _ANOTHER_TITLE and not share_a_number(one, other):
        return (title,)
    heard = [
        title,
        compare_authors(one, other),
        _when(one, other),
        _part_of_another_year(title, one, other),
        _of_a_series(one, other),
        _common_title_elsewhere(title, one, other),
        _venue(one, other),
        *_place(one, other),
        _dois(title, one, other),
        *_numbers(one, other),
        _abstract(one, other),
        *_bare(one, other),
    ]
    return tuple(evidence for evidence in heard if evidence is not None)


def share_a_number(one: Record, other: Record) -> bool:
    """Whether they have a DOI, another number, or the first page of one journal in common."""
    if (one.doi and one.doi == other.doi) or (one.numbers and other.numbers):
        return True
    same_page = bool(one.pages[0]) and one.pages[0] == other.pages[0]
    return same_page and same_venue(one.venue, other.venue) is not False


def total(heard: tuple[Evidence, ...]) -> float:
    """All points together."""
    return sum(evidence.points for evidence in heard)


def _when(one: Record, other: Record) -> Evidence | None:
    if one.day and other.day and one.day != other.day and one.is_bare and other.is_bare:
        return Evidence(f"published on {one.day} and on {other.day}", -6.0)
    if not one.year or not other.year:
        return None
    years = abs(one.year - other.year)
    if years == 0:
        return Evidence(f"the same year ({one.year})", 1.5)
    said = " and ".join(str(year) for year in sorted((one.year, other.year)))
    return Evidence(f"the years {said}", {1: -1.5, 2: -3.0}.get(years, -6.0))


def _part_of_another_year(title: Evidence, one: Record, other: Record) -> Evidence | None:
    if title.says == BEGINNING_OR_END and one.year and other.year and one.year != other.year:
        return Evidence("a shorter title in another year", -1.0)
    return None


def _of_a_series(one: Record, other: Record) -> Evidence | None:
    """A year apart, and neither is the other before it had a volume: last year's of a series."""
    same_number = (one.doi and one.doi == other.doi) or _agree(one.pages[0], other.pages[0])
    if abs(one.year - other.year) != 1 or not one.year or not other.year or same_number:
        return None
    if bool(one.volume) != bool(other.volume) or one.doi_version != other.doi_version:
        return None
    if one.volume and one.volume == other.volume:
        return None
    return Evidence("neither told ahead of the other", -3.0)


def _common_title_elsewhere(title: Evidence, one: Record, other: Record) -> Evidence | None:
    """Editorials and the like: one title, many of them in one journal."""
    if not 0 < title.points < _COMMON_TITLE:
        return None
    if _agree(one.volume, other.volume) is False or _agree(one.issue, other.issue) is False:
        return Evidence("a title that others bear too, in another issue", -2.0)
    if _agree(one.pages[0], other.pages[0]) is False:
        return Evidence("a title that others bear too, on another page", -2.0)
    return None


def _venue(one: Record, other: Record) -> Evidence | None:
    same = same_venue(one.venue, other.venue)
    kinds = {one.venue_kind, other.venue_kind}
    if same is None:
        return None
    if same:
        return Evidence("the same journal or meeting", 2.0)
    if kinds == {"meeting", "periodical"}:
        return Evidence("one in a periodical, one at a meeting", -5.0)
    if _is_one_range(one, other):
        return None  # nowhere else do volume and both pages agree: one journal, named in two ways
    return Evidence("different journals or meetings", -1.0)


def _is_one_range(one: Record, other: Record) -> bool:
    """Whether both stand in the same volume, from the same page to the same later page."""
    begin, end = one.pages
    return (
        bool(one.volume)
        and one.volume == other.volume
        and one.pages == other.pages != ("", "")
        and begin != end
    )


def _place(one: Record, other: Record) -> list[Evidence]:
    heard = []
    venue = same_venue(one.venue, other.venue)
    volumes = _agree(one.volume, other.volume)
    if volumes is False and one.issue and other.issue:
        # Some exports put the issue where the volume belongs.
        volumes = (one.volume, one.issue) == (other.issue, other.volume) or volumes
    if volumes is not None:
        heard.append(
            Evidence("the same volume", 1.5) if volumes else Evidence("different volumes", -2.5)
        )
    pages = _pages(one, other)
    if pages is not None:
        heard.append(pages)
    issues = _agree(one.issue, other.issue)
    if issues is not None and volumes is not False:
        heard.append(
            Evidence("the same issue", 0.5) if issues else Evidence("different issues", -0.5)
        )
    elsewhere = venue is False or (pages is not None and pages.points < 0)
    if volumes is False and elsewhere:
        heard.append(Evidence("another place altogether", -3.0))
    if venue and volumes and pages is not None and pages.points > 3 and one.year == other.year:
        heard.append(Evidence("the same place in the journal", 2.0))
    return heard


def _pages(one: Record, other: Record) -> Evidence | None:
    (begin, end), (start, stop) = one.pages, other.pages
    if not begin or not start:
        return None
    # "e103" and "103", "S12" and "12" are one page in two exports.
    if begin.lstrip("es") == start.lstrip("es"):
        return Evidence("the same pages", 3.5 if end == stop and begin != end else 3.0)
    if _is_ahead_of_print(one) or _is_ahead_of_print(other):
        return None
    return Evidence("different pages", -3.0)


def _is_ahead_of_print(record: Record) -> bool:
    return record.pages[0] == "1" and not record.volume


def _dois(title: Evidence, one: Record, other: Record) -> Evidence | None:
    if not one.doi or not other.doi:
        return None
    if one.doi != other.doi:
        return Evidence("different DOIs", -6.0)
    if one.doi_version != other.doi_version:
        return Evidence("two versions of one DOI", 1.0)
    if title.points <= _ANOTHER_TITLE:
        return Evidence("the same DOI, which other titles bear too", 6.0)
    return Evidence("the same DOI", 8.0)


def _numbers(one: Record, other: Record) -> list[Evidence]:
    heard = []
    mine = dict(one.numbers)
    for kind, number in other.numbers:
        if mine.get(kind) == number:
            heard.append(Evidence(f"the same {kind.upper()}", 8.0))
        elif kind in mine:
            heard.append(Evidence(f"different {kind.upper()}s", _TWO_NUMBERS.get(kind, -8.0)))
    if one.address and one.address == other.address:
        heard.append(Evidence("the same address", 4.0))
    return heard


def _abstract(one: Record, other: Record) -> Evidence | None:
    mine, theirs = one.abstract[:_LETTERS_OF_ABSTRACT], other.abstract[:_LETTERS_OF_ABSTRACT]
    if min(len(mine), len(theirs)) < _FEWEST_LETTERS:
        return None
    shorter = min(len(mine), len(theirs))
    same = mine[:shorter] == theirs[:shorter]
    alike = 100 if same else ratio(mine[:shorter].casefold(), theirs[:shorter].casefold())
    if alike >= 80:
        return Evidence("abstracts that begin alike", 3.0)
    if alike < 50:
        return Evidence("abstracts that begin differently", -1.5)
    return None


def _bare(one: Record, other: Record) -> list[Evidence]:
    """A notice without authors, DOI or pages is known only by its day, its address and its text."""
    if not (one.is_bare and other.is_bare):
        return [_JUST_NAMED] if _tells_only_names(one) or _tells_only_names(other) else []
    heard = []
    if one.site and one.site == other.site and one.page != other.page:
        heard.append(Evidence("two addresses at one site", -8.0))
    texts = one.abstract[:_LETTERS_OF_NOTICE], other.abstract[:_LETTERS_OF_NOTICE]
    if all(texts) and ratio(*texts, score_cutoff=_SAME_NOTICE) == 0:
        heard.append(Evidence("their texts differ", -5.0))
    if one.day and one.day == other.day:
        heard.append(Evidence("published on the same day", 1.5))
    elif one.abstract == other.abstract and one.year == other.year and one.venue == other.venue:
        heard.append(Evidence("nothing else to tell them apart", 3.0))
    return heard


def _tells_only_names(record: Record) -> bool:
    """Whether it has a title and authors and no more."""
    return not (record.year or record.venue or record.volume or record.doi or record.abstract)


def _agree(mine: str, theirs: str) -> bool | None:
    return mine == theirs if mine and theirs else None
