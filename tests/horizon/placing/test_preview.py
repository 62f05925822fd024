"""A changed framework shows beforehand which items would move, and which come near to it."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.horizon.placing.small_items import CARBON, FRAMEWORK, ITEMS, SKILLS
from theodolite.evidence.framework import Topic
from theodolite.horizon.placing import Preview, place, preview
from theodolite.horizon.placing.placed import EVEN

BAKING = Topic("baking", "Baking", "Bread of rye and wheat, baked in ovens.")


def change(*topics: Topic) -> Preview:
    return preview(place(ITEMS, FRAMEWORK), place(ITEMS, replace(FRAMEWORK, topics=topics)))


def test_the_same_framework_moves_nothing() -> None:
    same = change(CARBON, SKILLS)
    assert same.moved == 0
    assert all(one.before == one.after for one in same.topics)


def test_a_new_topic_gains_its_items_and_a_removed_one_loses_them() -> None:
    topics = {one.topic: one for one in change(CARBON, BAKING).topics}
    assert [one.identity for one in topics["baking"].gained] == ["title:Bread"]
    assert topics["skills"].after == 0
    assert {one.identity for one in topics["skills"].lost} == {
        "title:Vacancies",
        "title:Greener training",
    }


def test_an_edited_topic_gains_what_it_now_describes() -> None:
    edited = replace(SKILLS, description="Trotting of horses, filmed on fields.")
    skills = next(one for one in change(CARBON, edited).topics if one.topic == "skills")
    assert [one.identity for one in skills.gained] == ["title:Gait of horses"]
    assert "title:Vacancies" in {one.identity for one in skills.lost}


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(("carbon", "training", "rye", "horses")), max_size=6))
def test_gains_and_losses_add_up(words: list[str]) -> None:
    for topic in change(CARBON, replace(SKILLS, description=" ".join(words) or "empty")).topics:
        assert topic.after - topic.before == len(topic.gained) - len(topic.lost)
        stay = [(one.before >= EVEN) == (one.after >= EVEN) for one in topic.nearest]
        assert all(stay)
