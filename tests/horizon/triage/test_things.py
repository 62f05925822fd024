"""Acts about records become acts about the things that these were merged into."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from theodolite.horizon.triage.acts import Act
from theodolite.horizon.triage.things import about_things

RECORDS = st.sampled_from("abcdef")
NOW = datetime(2026, 11, 25, tzinfo=UTC)


@given(
    st.lists(st.tuples(RECORDS, st.lists(RECORDS, max_size=4)), max_size=5),
    st.dictionaries(RECORDS, st.sampled_from("AB")),
)
def test_every_act_stays_and_touches_the_things_of_its_records_once(
    told: list[tuple[str, list[str]]], known_as: dict[str, str]
) -> None:
    acts = [Act("keep", one, "Ann", NOW, members=tuple(others)) for one, others in told]
    found = list(about_things(acts, known_as))
    assert [(one.deed, one.by, one.at) for one in found] == [("keep", "Ann", NOW)] * len(acts)
    for before, after in zip(acts, found, strict=True):
        touched = [after.identity, *after.members]
        assert len(touched) == len(set(touched))
        assert set(touched) == {
            known_as.get(one, one) for one in (before.identity, *before.members)
        }
