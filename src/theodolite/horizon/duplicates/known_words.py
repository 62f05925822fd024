"""Words that mean something to whoever compares records, whatever the record is about."""


def _set_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


STOP_WORDS = _set_of(
    "a an and as at by de der des die for from in into la le of on or the to und using via with"
)
"""Words that one database leaves out of a title and another keeps."""

NO_AUTHORS = _set_of("anon anonymous unknown nct euctr isrctn actrn author authors none")
"""What stands in the field of authors where nobody is named."""

PARTICLES = _set_of("al and da das de del den der di dos du el et la le van vander von")
"""Parts of names that come and go."""

SPONSORS = _set_of("acm ieee ifip usenix siam the ajr ajnr")
"""What is put before the name of a journal or meeting, or left out (AJR Am J Roentgenol)."""

_ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"]
_IN_LETTERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]

ROMAN_NUMBERS = frozenset(_ROMAN)
"""The numbers of parts of a work."""

FIGURES = {
    word: str(number) for some in (_ROMAN, _IN_LETTERS) for number, word in enumerate(some, start=1)
}
"""Roman numbers and those in letters, with the figures that another database writes."""

TELLING_APART = _set_of(
    "protocol reply response comment commentary discussion erratum correction update updated part"
    " followup follow rejoinder abstract summary supplement supplementary appendix extended"
    " preliminary interim tutorial introduction editorial editor editors panel keynote workshop"
    " demonstration demo poster without not non no women men female male girls boys children adults"
    " paediatric pediatric rats mice vitro vivo first second third"
)
"""Words that make another work of the same title."""

_GREEK = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho"
_MORE_GREEK = "sigma tau upsilon phi chi psi omega"

GREEK_LETTERS = dict(
    zip("αβγδεζηθικλμνξοπρστυφχψω", f"{_GREEK} {_MORE_GREEK}".split(" "), strict=True)
)
"""Greek letters, which exports write out, replace by Latin ones, or lose."""
