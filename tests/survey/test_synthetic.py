"""The reconstruction equals the printed report, counted with nothing but a CSV reader."""

import csv
import json
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from theodolite.evidence.rounding import percent
from theodolite.survey.clustering import cut, grow_tree
from theodolite.survey.plan import read_plan
from theodolite.survey.questionnaire import read_questionnaire
from theodolite.survey.synthetic import published, write_reconstruction
from theodolite.survey.synthetic.respondents import make_respondents

PUBLISHED = (
    Path(__file__).parents[3] / "shared/source/computing-workforce-survey-2019.published.json"
)
FULL_NAMES = {
    "RT": "Radiotherapy",
    "CSC": "Clinical and Scientific Computing",
    "DR": "Diagnostic Radiology",
    "NII": "Non-Ionising Imaging",
    "NM": "Nuclear Medicine",
    "RP": "Radiation Protection",
    "CE": "Clinical Engineering",
    "CM": "Clinical Measurement",
    "RE": "Rehabilitation Engineering",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("reconstruction")
    write_reconstruction(made)
    return made


@pytest.fixture(scope="module")
def received(folder):
    with (folder / "answers.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def kept(folder, received):
    """Those with computing hours whom the screeners kept, each with a segment by their number."""
    with (folder / "decisions.csv").open(encoding="utf-8", newline="") as file:
        wanted = {line["respondent"] for line in csv.DictReader(file) if line["final"] == "keep"}
    people = [line for line in received if line["UserID"] in wanted and sum(shares(line)) > 0]
    names = ["Application Users", "Development", "Application Users", "Support"]
    clusters = cut(grow_tree(np.array([shares(one) for one in people], dtype=float)), 4)
    return [
        one | {"cluster": int(number), "segment": names[number - 1]}
        for one, number in zip(people, clusters, strict=True)
    ]


def column(person, number):
    """The answers under a numbered question: text of one column, or the texts of several."""
    found = [value for name, value in person.items() if name.startswith(f"{number}. ")]
    return found[0] if len(found) == 1 else [value for value in found if value]


def shares(person):
    return [int(share) for share in column(person, 7)]


def counts(people, answers_of):
    """How many of each segment gave each answer."""
    found = Counter((answer, one["segment"]) for one in people for answer in answers_of(one))
    rows = dict.fromkeys(answer for answer, _ in found)
    return {answer: tuple(found[answer, name] for name in published.SEGMENTS) for answer in rows}


def group_of(person):
    code = next(code for code, name in FULL_NAMES.items() if name == column(person, 5))
    return published.GROUPS[code]


def spelled_out(table):
    return {FULL_NAMES[code]: row for code, row in table.items()}


def test_125_answer_and_113_are_kept(received, kept):
    assert (len(received), len(kept)) == (125, 113)
    assert len({one["UserID"] for one in received}) == 125


def test_the_tree_falls_into_the_four_printed_clusters_from_top_to_bottom(kept):
    sizes = Counter(one["cluster"] for one in kept)
    assert [sizes[number] for number in (1, 2, 3, 4)] == [28, 35, 4, 46]


def test_the_clusters_are_those_the_respondents_were_made_for():
    people = [one for one in make_respondents() if one.cluster]
    rows = np.array([list(one.answers["activities"].values()) for one in people], dtype=float)
    names = list(published.CLUSTERS)
    assert [names[number - 1] for number in cut(grow_tree(rows), 4)] == [
        one.cluster for one in people
    ]


def test_the_clusters_stand_apart_and_no_single_respondent_decides_them(kept):
    rows = np.array([shares(one) for one in kept], dtype=float)
    tree, labels = grow_tree(rows), np.array([one["cluster"] for one in kept])
    heights = tree.heights[-5:]
    assert min(heights[2:] / heights[1:-1]) > 1.1
    assert heights[2] / heights[1] > 1.4
    for left_out in range(0, len(rows), 8):
        others = np.arange(len(rows)) != left_out
        assert (cut(grow_tree(rows[others]), 4) == labels[others]).all()


def test_the_clusters_do_not_depend_on_the_order_of_the_rows(kept):
    rows, labels = np.array([shares(one) for one in kept]), np.array([p["cluster"] for p in kept])
    for seed in range(5):
        order = np.random.default_rng(seed).permutation(len(rows))
        assert (cut(grow_tree(rows[order].astype(float)), 4) == labels[order]).all()


def test_shares_are_whole_steps_that_add_up_to_100_and_some_people_answer_alike(kept):
    rows = [tuple(shares(one)) for one in kept]
    assert all(sum(row) == 100 and all(share % 5 == 0 for share in row) for row in rows)
    assert len(set(rows)) < len(rows)


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        (5, spelled_out(published.PRIMARY)),
        (6, spelled_out(published.SECONDARY)),
        (9, published.BACKGROUND),
        (10, published.LEVEL),
        (11, published.QUALIFICATIONS),
    ],
)
def test_every_count_of_table_1_is_the_printed_one(kept, number, printed):
    def answers_of(person):
        given = column(person, number)
        return [given] if isinstance(given, str) else given

    found = counts(kept, answers_of)
    found.pop("", None)
    assert found == {row: tuple(cells) for row, cells in printed.items()}


def test_nobody_has_one_specialism_twice_nor_qualifications_that_exclude_each_other(kept):
    scientist, technologist, associate, member = published.QUALIFICATIONS
    for one in kept:
        held = set(column(one, 11))
        assert column(one, 5) != column(one, 6)
        assert not {scientist, technologist} <= held
        assert not {associate, member} <= held


def test_every_printed_percentage_of_figure_3_comes_out_by_segment(kept):
    found = counts(kept, lambda one: column(one, 8))
    sizes = list(published.SEGMENTS.values())
    printed = {
        (skill, place): value
        for skill, row in published.SKILL_PERCENTAGES.items()
        for place, value in enumerate(row)
        if value is not None
    }
    assert len(printed) == 63
    for (skill, place), value in printed.items():
        assert percent(found[skill][place], sizes[place], "half_even") == value
    assert found == published.skill_counts()


def test_the_two_readable_rows_of_figure_3_come_out_by_specialism(kept):
    for skill, row in published.SKILL_PERCENTAGES_BY_GROUP.items():
        for group, value in row.items():
            members = [one for one in kept if group_of(one) == group]
            holding = sum(skill in column(one, 8) for one in members)
            assert percent(holding, len(members), "half_even") == value


def test_everyone_has_a_skill_and_those_in_computing_have_most(kept):
    numbers = {}
    for one in kept:
        numbers.setdefault(group_of(one), []).append(len(column(one, 8)))
    assert min(min(held) for held in numbers.values()) >= 1
    means = {group: np.mean(held) for group, held in numbers.items()}
    assert max(means, key=means.get) == "Computing"


def test_bespoke_hardware_is_the_skill_that_fewest_have(kept):
    totals = {skill: sum(row) for skill, row in counts(kept, lambda one: column(one, 8)).items()}
    assert min(totals, key=totals.get) == "Bespoke Hardware"
    assert sorted(totals.values())[:3] == [27, 33, 36]


def share_of(people, claim):
    return sum(map(claim, people)) / len(people)


def test_the_claims_of_the_text_that_can_be_checked_come_out(kept):
    def where(name, value):
        return [one for one in kept if one[name] == value]

    has_second = [bool(column(one, 6)) for one in kept]
    in_clusters = Counter(one["cluster"] for one, has in zip(kept, has_second, strict=True) if has)
    assert (in_clusters[1], in_clusters[3]) == (14, 2)
    assert (in_clusters[2], in_clusters[4]) == (17, 39)
    engineers = [one for one in kept if group_of(one) == "Clinical Engineering"]
    assert (sum(one["segment"] == "Development" for one in engineers), len(engineers)) == (4, 8)
    physics, engineering = (
        sum(column(one, 9) == background for one in kept)
        for background in ("Physics", "Engineering")
    )
    assert (percent(physics, 113), percent(engineering, 113)) == (67, 14)

    radiotherapy = [one for one in kept if column(one, 5) == "Radiotherapy"]
    second_computing = [one for one in kept if column(one, 6) == FULL_NAMES["CSC"]]
    assert share_of(radiotherapy, lambda one: column(one, 14) == "Yes") == 21 / 42
    assert share_of(second_computing, lambda one: column(one, 14) == "No") == 11 / 40
    outside = [one["segment"] for one in kept if column(one, 14) == "No"]
    assert percent(len(outside), 113) == 27
    assert Counter(outside).most_common(1)[0][0] == "Application Users"

    def covered(one):
        return column(one, 15) == "Yes"

    assert share_of(where("segment", "Support"), covered) == 23 / 46
    assert share_of(where("segment", "Development"), covered) == 19 / 35
    assert share_of(radiotherapy, covered) == 25 / 42
    others = {group_of(one) for one in kept} - {"Radiotherapy"}
    for group in others:
        assert share_of([one for one in kept if group_of(one) == group], covered) < 25 / 42


def test_nine_and_eight_of_the_ten_in_senior_bands_have_the_two_skills(kept):
    senior = [one for one in kept if column(one, 4) in published.SENIOR_BANDS]
    held = Counter(skill for one in senior for skill in column(one, 8))
    assert (len(senior), held["Business Cases"], held["Contracts And Inventories"]) == (10, 9, 8)


def test_104_name_one_of_45_institutions_and_20_of_those_kept_are_alone(received, kept):
    named = [name for one in received if (name := column(one, 2))]
    assert (len(named), len(set(named))) == (104, 45)
    assert sum(name.startswith("Hospital") for name in set(named)) == 41
    of_kept = Counter(name for one in kept if (name := column(one, 2)))
    assert list(of_kept.values()).count(1) == 20
    assert sum(not column(one, 2) for one in kept) == 16


def test_each_institution_lies_in_one_region_and_all_twelve_regions_answer(received):
    regions = {}
    for one in received:
        regions.setdefault(column(one, 2), set()).add(column(one, 3))
    assert len(set.union(*regions.values())) == 12
    assert all(len(found) == 1 for name, found in regions.items() if name)


def test_twelve_are_rejected_by_rule_or_by_two_people_who_mostly_agree(folder, received):
    with (folder / "decisions.csv").open(encoding="utf-8", newline="") as file:
        decisions = list(csv.DictReader(file))
    without_hours = [one["UserID"] for one in received if sum(shares(one)) == 0]
    assert len(without_hours) == 4
    assert len(decisions) == 121
    assert not set(without_hours) & {one["respondent"] for one in decisions}
    rejected = [one for one in decisions if one["final"] == "reject"]
    assert len(rejected) == 8
    assert {one["reason"] for one in rejected} == {"Role outside scientific computing"}
    assert sum(one["first"] != one["second"] for one in decisions) == 4
    agreement = kappa([(one["first"], one["second"]) for one in decisions])
    assert agreement == pytest.approx(0.7323, abs=5e-5)


def kappa(pairs):
    observed = sum(first == second for first, second in pairs) / len(pairs)
    by_first, by_second = Counter(p[0] for p in pairs), Counter(p[1] for p in pairs)
    chance = sum(by_first[word] * by_second[word] for word in by_first) / len(pairs) ** 2
    return (observed - chance) / (1 - chance)


def test_the_plan_and_questionnaire_can_be_read_and_the_merge_is_recorded(folder):
    plan = read_plan(folder / "plan.toml")
    questionnaire = read_questionnaire(folder / plan.questionnaire)
    assert {one.name: sum(one.sizes) for one in plan.segments} == published.SEGMENTS
    assert plan.segments[2].reason
    assert "made-up" in plan.notice
    assert sum(plan.maps[0].waves[0].counts.values()) == published.DEPARTMENTS_2015
    skills = {option.code for option in questionnaire.question("skills").options}
    assert set().union(*plan.training.expected.values()) <= skills
    assert set(plan.skills_by_band.skills) <= skills


def test_writing_twice_gives_the_same_bytes_and_names_no_place_or_day(folder, tmp_path):
    write_reconstruction(tmp_path)
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["answers.csv", "decisions.csv", "plan.toml", "questionnaire.toml"]
    for name in names:
        written = (folder / name).read_bytes()
        assert (tmp_path / name).read_bytes() == written
        assert str(folder.parent).encode() not in written
    for name in ("answers.csv", "decisions.csv"):
        assert not re.search(rb"\b20\d\d\b", (folder / name).read_bytes())


def test_another_seed_makes_other_people_with_the_same_totals():
    ours, others = make_respondents(), make_respondents(seed=1)
    assert [one.answers for one in ours] != [one.answers for one in others]
    kept = [one for one in others if one.cluster]
    assert Counter(one.answers["primary"] for one in kept) == {
        code: sum(row) for code, row in published.PRIMARY.items()
    }


@pytest.mark.real_data
def test_the_figures_are_those_read_from_the_report_by_others():
    if not PUBLISHED.exists():
        pytest.skip("../shared/source does not stand beside this checkout")
    read = json.loads(PUBLISHED.read_text("utf-8"))
    table, columns = read["table1"], list(published.SEGMENTS)
    for ours, theirs in (
        (published.PRIMARY, table["primary"]),
        (published.SECONDARY, table["secondary"]),
        (published.BACKGROUND, table["education_background"]),
        (published.LEVEL, table["education_level"]),
        (published.QUALIFICATIONS, table["professional_qualification_multi"]),
    ):
        assert ours == {row: tuple(cells[c] for c in columns) for row, cells in theirs.items()}
    assert table["specialism_group"] == published.GROUPS
    assert read["clusters"]["final"] == published.SEGMENTS
    assert list(published.CLUSTERS) == read["clusters"]["order_top_to_bottom"]
    assert read["clusters"]["raw_four"] == published.CLUSTERS
    figure = read["figure3_by_cluster"]
    assert {
        skill: tuple(cells[c]["pct"] for c in columns) for skill, cells in figure.items()
    } == published.SKILL_PERCENTAGES
    assert published.skill_counts()["Web Development"][0] == 23
    assert {
        skill: {group: cell["pct"] for group, cell in cells.items()}
        for skill, cells in read["figure3_by_specialism"]["skills"].items()
    } == published.SKILL_PERCENTAGES_BY_GROUP
    flow = read["flow"]
    assert (
        flow["responses_2019"],
        flow["kept_after_screening"],
        flow["institutions_2019"],
        flow["institutions_nhs"],
        flow["institutions_private"],
        flow["respondents_without_affiliation"],
    ) == (
        published.RECEIVED,
        published.KEPT,
        published.INSTITUTIONS,
        published.INSTITUTIONS_NHS,
        published.INSTITUTIONS_PRIVATE,
        published.WITHOUT_AFFILIATION,
    )


def test_no_passage_of_the_plan_claims_counts_that_rounding_changes(folder):
    """The same plan makes the report for publishing, whose counts are not the published ones."""
    passages = " ".join(one.text for one in read_plan(folder / "plan.toml").passages)
    assert "counts in this table" not in passages
