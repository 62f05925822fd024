"""No release tells, beside an earlier one, what either of them hides."""

import json
from datetime import date

import pytest

from tests.survey.release.test_attack import EXACT, ROUNDED, lines, release
from theodolite.evidence.disclosure import Profile
from theodolite.settings.errors import UnreadableFile
from theodolite.survey.release import MustNotBeReleased, add_release, read_register

FIRST, SECOND = date(2026, 3, 1), date(2026, 9, 1)
SAID = (("Respondents", "40", "60", "100"), ("Yes", "15", "30", "45"))


@pytest.fixture
def register(tmp_path):
    return tmp_path / "releases.jsonl"


def test_a_first_release_is_recorded_with_its_day_rule_and_tables(register):
    add_release(release(lines(*SAID), profile=ROUNDED, data="d1"), register, on=FIRST)
    (entry,) = read_register(register)
    assert (entry["number"], entry["on"], entry["profile"]) == (1, "2026-03-01", "lt5_round5")
    assert entry["tables"][0]["title"] == "T"


def test_the_same_release_twice_tells_nothing_new(register):
    for day in (FIRST, SECOND):
        add_release(release(lines(*SAID), profile=ROUNDED, data="d1"), register, on=day)
    assert len(read_register(register)) == 2


def test_three_people_who_joined_between_two_exact_releases_are_refused(register):
    add_release(release(lines(*SAID), profile=EXACT, data="d1"), register, on=FIRST)
    later = lines(("Respondents", "43", "60", "103"), ("Yes", "18", "30", "48"))
    with pytest.raises(MustNotBeReleased, match="tells of 3 who joined or left"):
        add_release(release(later, profile=EXACT, data="d2"), register, on=SECOND)
    assert len(read_register(register)) == 1


def test_the_same_change_between_rounded_releases_tells_nothing(register):
    add_release(release(lines(*SAID), profile=ROUNDED, data="d1"), register, on=FIRST)
    later = lines(("Respondents", "45", "60", "105"), ("Yes", "20", "30", "50"))
    add_release(release(later, profile=ROUNDED, data="d2"), register, on=SECOND)
    assert len(read_register(register)) == 2


def test_a_second_rule_on_the_same_answers_is_refused_where_it_solves_what_the_first_hides(
    register,
):
    hidden = lines(("Respondents", "40", "60", "100"), ("Yes", "[c]", "[c]", "25"))
    shown = lines(("Respondents", "41", "60", "101"), ("Yes", "7", "16", "23"))
    add_release(release(hidden, profile=EXACT, data="d1"), register, on=FIRST)
    with pytest.raises(MustNotBeReleased, match="made from the same answers"):
        add_release(release(shown, profile=EXACT, data="d1"), register, on=SECOND)


def test_a_hidden_count_whose_few_newcomers_follow_from_the_sums_is_refused(register):
    """Everyone grew by 2 and B by none, so the 2 are in A, whose count is hidden both times."""
    before = lines(("Yes", "[c]", "[c]", "30"), ("No", "10", "[c]", "[c]"))
    after = lines(("Yes", "[c]", "[c]", "32"), ("No", "10", "[c]", "[c]"))
    add_release(release(before, profile=EXACT, data="d1"), register, on=FIRST)
    with pytest.raises(MustNotBeReleased, match="'T', Yes, All"):
        add_release(release(after, profile=EXACT, data="d2"), register, on=SECOND)


def test_what_gives_way_by_itself_is_not_recorded(register):
    open_ = release(lines(("Yes", "3", "20", "23")), profile=ROUNDED)
    with pytest.raises(MustNotBeReleased, match="although the rule hides"):
        add_release(open_, register, on=FIRST)
    assert not register.exists()


def test_a_changed_or_missing_line_is_noticed(register):
    for day in (FIRST, SECOND):
        add_release(release(lines(*SAID), profile=ROUNDED, data="d1"), register, on=day)
    first, second = register.read_text("utf-8").splitlines(keepends=True)
    changed = json.dumps(json.loads(first) | {"on": "2020-01-01"}, sort_keys=True) + "\n"
    for text in (changed + second, second):
        register.write_text(text, "utf-8")
        with pytest.raises(UnreadableFile, match="changed after it was written"):
            read_register(register)


def test_a_register_of_an_unknown_rule_is_held_against_the_usual_one(register):
    own = Profile("own", 5, 1, "Counts of 1 to 4 are not shown.")
    add_release(release(lines(*SAID), profile=own, data="d1"), register, on=FIRST)
    add_release(release(lines(*SAID), profile=ROUNDED, data="d2"), register, on=SECOND)
    assert [entry["profile"] for entry in read_register(register)] == ["own", "lt5_round5"]
