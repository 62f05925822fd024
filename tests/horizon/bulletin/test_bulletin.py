"""A group is told what is new in its topics, why, and nothing twice."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.horizon.bulletin.known_things import (
    FRAMEWORK,
    GROUP,
    NOW,
    alert,
    item,
    known,
    placed,
)
from theodolite.horizon.archive import Entry
from theodolite.horizon.bulletin import Sent, bulletin_for, delivery, read_groups, sent_to
from theodolite.horizon.bulletin.groups import group_named
from theodolite.horizon.duplicates.merging import merged_item
from theodolite.horizon.harmless import harmless
from theodolite.settings.errors import CorrectableError

A, B, C, D = item("a"), item("b", day=25), item("c"), item("d")
ALL = ((A, placed(A, 0.6)), (B, placed(B)), (C, placed(C)), (D, placed(D, topic="workforce")))


def test_the_surest_come_first_then_the_newest_and_what_has_no_room_is_counted() -> None:
    told = bulletin_for(GROUP, known(*ALL), Sent(), now=NOW)
    assert [story.title for story in told.stories] == ["On b", "On c"]
    assert told.passed_over == 1
    assert (told.since, told.on) == (date(2026, 5, 30), date(2026, 6, 30))
    assert told.subject() == "Imaging group: 2 new – On b"


def test_each_story_says_why_this_group_is_told() -> None:
    (story, _) = bulletin_for(GROUP, known(*ALL), Sent(), now=NOW).stories
    assert [topic.name for topic in story.topics] == ["Imaging"]
    assert story.sentence == "This is about On b."
    assert story.why == (
        "90% likely to belong to Imaging, because of “picture”, “dose”.",
        "It reads as a threat (“ban”).",
    )


def test_what_was_told_is_not_told_again_and_news_is() -> None:
    first = bulletin_for(GROUP, known(*ALL), Sent(), now=NOW)
    sent = sent_to(GROUP.name, [delivery(first, at=NOW)])
    later = NOW + timedelta(days=7)
    assert not bulletin_for(GROUP, known(*ALL), sent, now=later).has_news()
    fresh = replace(item("e"), observed_at=NOW + timedelta(days=1))
    second = bulletin_for(GROUP, known(*ALL, (fresh, placed(fresh))), sent, now=later)
    assert [story.title for story in second.stories] == ["On e"]
    assert second.since == NOW.date()


def test_what_people_kept_comes_first_and_what_they_discarded_does_not_come() -> None:
    world = replace(known(*ALL), kept=frozenset({A.identity}), discarded=frozenset({B.identity}))
    first, second = bulletin_for(GROUP, world, Sent(), now=NOW).stories
    assert (first.title, first.why[0]) == ("On a", "People kept it in triage.")
    assert second.title == "On c"


def test_another_group_is_told_for_itself() -> None:
    first = bulletin_for(GROUP, known(*ALL), Sent(), now=NOW)
    assert sent_to("Workforce group", [delivery(first, at=NOW)]) == Sent()


def test_several_records_of_one_thing_count_as_one_even_if_another_was_told_before() -> None:
    both = merged_item([replace(A, identity="doi:10.1000/a"), B])
    once = bulletin_for(GROUP, known((both, placed(both))), Sent(), now=NOW)
    assert len(once.stories) == 1
    assert set(once.stories[0].identities) == {"doi:10.1000/a", B.identity}
    told_b = Sent(frozenset({B.identity}))
    assert bulletin_for(GROUP, known((both, placed(both))), told_b, now=NOW).stories == ()


def test_what_has_a_day_ahead_is_told_as_a_date_only_and_stays_in_the_calendar() -> None:
    closes = item("call", kind="consultation", deadline=date(2026, 7, 10))
    meets = item("day", kind="event", starts=date(2026, 7, 2), ends=date(2026, 7, 3))
    over = item("old", kind="consultation", deadline=date(2026, 6, 1))
    world = known(*((one, placed(one)) for one in (closes, meets, over)))
    told = bulletin_for(GROUP, world, Sent(), now=NOW)
    assert [(one.title, one.sentence) for one in told.closings] == [
        ("On call", "Closes in 10 days; no answer of ours is known."),
        ("On day", "Begins in 2 days."),
    ]
    assert told.closings[1].ends == date(2026, 7, 3)
    assert [story.title for story in told.stories] == ["On old"]
    sent = sent_to(GROUP.name, [delivery(told, at=NOW)])
    again = bulletin_for(GROUP, world, sent, now=NOW + timedelta(hours=1))
    assert (again.has_news(), len(again.calendar)) == (False, 2)


def test_a_deadline_that_was_answered_says_so() -> None:
    closes = item("call", kind="consultation", deadline=date(2026, 7, 10))
    answer = Entry("response", closes.identity, "Asha", NOW)
    world = replace(known((closes, placed(closes))), responses=(answer,))
    (one,) = bulletin_for(GROUP, world, Sent(), now=NOW).closings
    assert one.sentence == "Closes in 10 days; answered (Asha)."


def test_what_rises_is_told_once_for_each_time_it_is_raised_and_to_whom_it_concerns() -> None:
    alerts = (
        alert("photon counting", B.identity, C.identity),
        alert("vacancies", D.identity),
        alert("Imaging", code="imaging"),
        alert("Workforce", code="workforce"),
    )
    told = bulletin_for(GROUP, known(*ALL, alerts=alerts), Sent(), now=NOW)
    assert [rise.name for rise in told.rises] == ["photon counting", "Imaging"]
    assert told.rises[0].sentence.startswith("“photon counting” rises: 80%")
    sent = sent_to(GROUP.name, [delivery(told, at=NOW)])
    assert bulletin_for(GROUP, known(*ALL, alerts=alerts), sent, now=NOW).rises == ()
    anew = (alert("photon counting", B.identity, raised="2027-01"),)
    assert len(bulletin_for(GROUP, known(*ALL, alerts=anew), sent, now=NOW).rises) == 1


def test_what_was_seen_after_the_moment_is_not_known_yet() -> None:
    future = replace(A, observed_at=NOW + timedelta(seconds=1))
    assert not bulletin_for(GROUP, known((future, placed(future))), Sent(), now=NOW).has_news()


@given(st.text())
def test_no_words_of_strangers_can_hide_or_turn_the_text_round_them(text: str) -> None:
    plain = harmless(text)
    assert harmless(plain) == plain
    assert not any(one in plain for one in "\u202e\u2066\u200b\u200f\r\n\t\x00\x1b")


def test_a_subject_fits_on_a_line_and_tells_what_is_inside() -> None:
    long = item("a", title="Word " * 60)
    subject = bulletin_for(GROUP, known((long, placed(long))), Sent(), now=NOW).subject()
    assert len(subject) <= 90
    assert subject.startswith("Imaging group: 1 new – Word Word")
    assert subject.endswith("…")


def test_groups_are_read_and_found_in_whatever_case(tmp_path: Path) -> None:
    path = tmp_path / "groups.toml"
    path.write_text('[[groups]]\nname = "Imaging group"\ntopics = ["imaging"]\n')
    (group,) = read_groups(path, FRAMEWORK)
    assert (group.address, group.most) == ("", 12)
    assert group_named("imaging GROUP", (group,)) == group
    with pytest.raises(CorrectableError, match="Did you mean 'Imaging group'"):
        group_named("Imagin group", (group,))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('[[groups]]\nname = "A"\ntopics = ["imagine"]\n', "Did you mean 'imaging'"),
        ('[[groups]]\nname = "A"\ntopics = []\n', "follows 0 topics"),
        ('[[groups]]\nname = "A"\ntopics = ["imaging"]\ntopic = "x"\n', "not a setting"),
        ('[[groups]]\nname = "A"\ntopics = ["imaging"]\naddress = "a b@c"\n', "is no e-mail"),
    ],
)
def test_a_group_that_could_never_be_told_anything_is_refused(
    written: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / "groups.toml").write_text(written)
    with pytest.raises(CorrectableError, match=said):
        read_groups(tmp_path / "groups.toml", FRAMEWORK)


def test_two_groups_of_one_name_are_refused(tmp_path: Path) -> None:
    topic = FRAMEWORK.topics[0].code
    one = f'[[groups]]\nname = "{{}}"\ntopics = ["{topic}"]\n'
    (tmp_path / "groups.toml").write_text(one.format("Council") + one.format("council"))
    with pytest.raises(CorrectableError, match="more than one group called 'council'"):
        read_groups(tmp_path / "groups.toml", FRAMEWORK)
