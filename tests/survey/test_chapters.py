"""A report has the chapters its plan asks for, and nothing in the plan is dropped silently."""

from datetime import date
from typing import Any

import pytest

from tests.survey.small_samples import small_sample
from theodolite.display import sentence
from theodolite.survey.chapters import chapters
from theodolite.survey.errors import UnknownName, UnusableSettings
from theodolite.survey.findings import Chapter
from theodolite.survey.plan import (
    Clustering,
    HeatmapPlan,
    NamedSegment,
    Passage,
    Plan,
    TableBlock,
    TablePlan,
)
from theodolite.survey.questionnaire import Option, Part, Question
from theodolite.survey.sample import Sample
from theodolite.survey.screening import Screened

TIME = Question("time", "Time", "share", parts=(Part("code"), Part("teach")))
JOB = Question("job", "Job", "single", options=(Option("p"), Option("e")))
REASON = "The two are alike."
MERGED = (NamedSegment("Both", (1, 2), reason=REASON), NamedSegment("Third", (3,)))
JOBS = TableBlock(("job",))


def sample_of(profile: str = "none", times: int = 3) -> Sample:
    code = [90.0, 50.0, 10.0] * times
    columns: dict[str, list[Any]] = {
        "time.code": [*code, None],
        "time.teach": [*(100 - one for one in code), None],
        "job": ["p", "e", "p"] * times + ["e"],
    }
    clustering = Clustering("time", 3)
    return small_sample([TIME, JOB], columns, profile=profile, clustering=clustering, named=MERGED)


def plan(**more: Any) -> Plan:
    clustering = Clustering("time", 3)
    return Plan("T", "q.toml", date(2024, 1, 1), clustering=clustering, segments=MERGED, **more)


def made(sample: Sample, wanted: Plan) -> dict[str, Chapter]:
    screened = Screened(sample.answers, (), sample.answers.size, (), None, (), (), 0, ())
    found = chapters(sample, wanted, screened, (), Chapter("methods", "How"))
    return {chapter.code: chapter for chapter in found}


def test_only_what_the_plan_asks_for_becomes_a_chapter() -> None:
    assert list(made(sample_of(), plan())) == ["summary", "respondents", "segments", "methods"]
    more = plan(tables=(TablePlan("t", "T", (JOBS,)),), heatmaps=(HeatmapPlan("h", "H", ("job",)),))
    found = made(sample_of(), more)
    assert list(found)[3:-1] == ["tables", "skills"]


def test_the_summary_gathers_the_sentences_of_the_short_version() -> None:
    found = made(sample_of(), plan())
    gathered = [one.code for one in found["summary"].statements]
    assert gathered == ["kept", "segments-found"]


def test_segments_are_told_with_those_left_out() -> None:
    told = sentence(made(sample_of(), plan())["segments"].statements[0])
    assert told == (
        "Respondents fall into 2 segments by what they do: Both (6), Third (3)."
        " 1 respondents without a full answer belong to none."
    )


def test_a_merger_is_told_with_its_reason_where_its_sizes_may_be_shown() -> None:
    told = [sentence(one) for one in made(sample_of(), plan())["segments"].statements]
    assert f"Both merges clusters of 3 and 3 respondents. {REASON}" in told


def test_a_reason_written_in_sight_of_small_sizes_is_not_told_where_they_are_hidden() -> None:
    statements = made(sample_of("lt5_round5"), plan())["segments"].statements
    told = [sentence(one) for one in statements]
    assert not any(REASON in one for one in told)
    assert any("the plan tells why" in one for one in told)


def test_passages_stand_at_the_head_of_their_chapter() -> None:
    found = made(sample_of(), plan(passages=(Passage("segments", "In our words."),)))
    assert found["segments"].passages == ("In our words.",)


def test_a_passage_for_a_chapter_that_is_not_made_is_refused() -> None:
    with pytest.raises(UnknownName, match=r"no chapter in this report 'cover'.*passage 'Lost'"):
        made(sample_of(), plan(passages=(Passage("cover", "Lost"),)))


def test_every_number_carries_the_caveat_and_the_rule() -> None:
    wanted = plan(tables=(TablePlan("t", "T", (JOBS,)),))
    for profile, expected in (("none", "nweighted"), ("lt5_round5", "1 to 4")):
        found = made(sample_of(profile), wanted)
        for chapter in list(found.values())[:-1]:
            assert all(expected in " ".join(one.notes) for one in chapter.evidence)


@pytest.mark.parametrize("code", ["", "a/b", "../up", "with space", ".hidden", "ü"])
def test_a_code_that_cannot_name_a_file_is_refused(code: str) -> None:
    with pytest.raises(UnusableSettings, match="cannot name a file"):
        made(sample_of(), plan(tables=(TablePlan(code, "T", (JOBS,)),)))


def test_two_figures_of_one_code_are_refused() -> None:
    with pytest.raises(UnusableSettings, match="have the code 'flow'"):
        made(sample_of(), plan(tables=(TablePlan("flow", "T", (JOBS,)),)))


def test_where_no_segment_may_be_shown_there_is_no_clustermap() -> None:
    found = made(sample_of("ons_10_5", times=2), plan())
    assert [one.code for one in found["segments"].evidence] == ["segment-means"]
