"""Codes of languages: libraries write three letters, the web two."""

_PAIRS = """
    ara:ar bul:bg ces:cs chi:zh cze:cs dan:da deu:de dut:nl ell:el eng:en fin:fi fra:fr fre:fr
    ger:de gre:el heb:he hrv:hr hun:hu ita:it jpn:ja kor:ko nld:nl nor:no pol:pl por:pt ron:ro
    rum:ro rus:ru slk:sk slo:sk slv:sl spa:es srp:sr swe:sv tur:tr ukr:uk zho:zh
"""
_NAMES = """
    english:en french:fr german:de spanish:es italian:it portuguese:pt russian:ru chinese:zh
    japanese:ja korean:ko dutch:nl polish:pl swedish:sv danish:da norwegian:no finnish:fi
    turkish:tr czech:cs hungarian:hu
"""
_SHORT = dict(pair.split(":") for pair in _PAIRS.split())
# Where MARC has a code of its own it wins, for PubMed writes MARC's.
_OF_MARC = ("chi", "cze", "dut", "fre", "ger", "gre", "rum", "slo")
_LONG = {_SHORT[code]: code for code in (*_SHORT, *_OF_MARC)}
_SPOKEN = dict(pair.split(":") for pair in _NAMES.split())


def short_code(code: str) -> str:
    """The two letters of ISO 639-1 for three of MARC or ISO 639-2, or for a name; else as it is.

    >>> short_code("eng"), short_code("English"), short_code("en-GB")
    ('en', 'en', 'en-GB')
    """
    return _SHORT.get(code) or _SPOKEN.get(code.lower(), code)


def long_code(code: str) -> str:
    """The three letters of MARC for two of ISO 639-1; others as they are."""
    return _LONG.get(code, code)
