"""What members write is recognised without asking anyone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from theodolite.web.sightings.recognising import recognise

DOI = "10.1088/1361-6560/ac1234"


@pytest.mark.parametrize(
    ("said", "identity", "title", "address"),
    [
        (DOI.upper(), f"doi:{DOI}", f"DOI {DOI}", f"https://doi.org/{DOI}"),
        ("doi:10.1000/xyz.", "doi:10.1000/xyz", "DOI 10.1000/xyz", "https://doi.org/10.1000/xyz"),
        ("Rules (https://e.org/a?b=c).", "url:https://e.org/a?b=c", "Rules", "https://e.org/a?b=c"),
        (
            "https://arxiv.org/abs/2202.12139v1",
            "arxiv:2202.12139",
            "arXiv 2202.12139",
            "https://arxiv.org/abs/2202.12139v1",
        ),
        ("e.org/news", "url:https://e.org/news", "e.org/news", "https://e.org/news"),
        (
            "NCT01234567 opens",
            "nct:nct01234567",
            "NCT01234567 opens",
            "https://clinicaltrials.gov/study/NCT01234567",
        ),
        ("javascript:alert(1)", None, "javascript:alert(1)", ""),
        ("A rumour of 10.5 tesla", None, "A rumour of 10.5 tesla", ""),
    ],
)
def test_what_was_written_is_known_for_what_it_is(
    said: str, identity: str | None, title: str, address: str
) -> None:
    found = recognise(said)
    assert found.identity == identity or (identity is None and found.identity[:7] == "sha256:")
    assert found.title == title
    assert found.address == address


@given(st.text(min_size=1, max_size=500))
def test_whatever_is_written_has_an_identity_and_no_dangerous_address(said: str) -> None:
    found = recognise(said)
    assert ":" in found.identity
    assert found.address == "" or found.address.lower().startswith(("http://", "https://"))
    assert recognise(said) == found
