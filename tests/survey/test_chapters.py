"""A report has the chapters its plan asks for, and nothing in the plan is dropped silently."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.survey.small_samples import small_sample
from theodolite.display import sentence
from theodolite.evidence.table import Table
from theodolite.settings.errors import UnknownName, UnusableSettings
from theodolite.survey.chapters import chapters
from theodolite.survey.findings import Chapter
from theodolite.survey.plan import (
    Clustering,
    HeatmapPlan,
    NamedSegment,
    Passage,
    Plan,
    TableBlock,
    TablePlan,
    read_plan,
)
from theodolite.survey.questionnaire import Option, Part, Question
from theodolite.survey.sample import Sample
from theodolite.survey.screening import Screened
from theodolite.survey.segments import find_segments

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
    assert gathered == ["kept", "segments-found", "left-out"]


def told_of_segments(sample: Sample) -> list[str]:
    return [sentence(one) for one in made(sample, plan())["segments"].statements]


def test_segments_are_told_with_those_left_out() -> None:
    assert told_of_segments(sample_of())[:2] == [
        "Respondents fall into 2 segments by what they do: Both (6), Third (3).",
        "Respondents without a full answer, who belong to no segment: 1.",
    ]


def test_sizes_stay_where_only_the_number_left_out_is_hidden() -> None:
    assert told_of_segments(sample_of("lt5_round5", times=10))[:2] == [
        "Respondents fall into 2 segments by what they do: Both (20), Third (10).",
        "A few respondents without a full answer belong to no segment.",
    ]


def test_responses_are_counted_in_words_that_fit_a_single_one() -> None:
    screened = Screened(sample_of().answers, (), 1, (), None, (), (), 0, ())
    kept = replace(screened.kept, frame=screened.kept.frame.head(1))
    found = chapters(
        sample_of(), plan(), replace(screened, kept=kept), (), Chapter("methods", "How")
    )
    told = {one.code: sentence(one) for one in found[0].statements}["kept"]
    assert told == "Responses received: 1; kept for analysis: 1."


def test_a_single_segment_is_one() -> None:
    named = (NamedSegment("Everyone", (1, 2, 3), reason=REASON),)
    sample = sample_of()
    assert sample.segments is not None
    one = find_segments(sample.answers, Clustering("time", 3), named)
    told = told_of_segments(replace(sample, segments=one))
    assert told[0] == "Respondents fall into one segment by what they do: Everyone (9)."


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
        for chapter in found.values():
            assert all(expected in " ".join(one.notes) for one in chapter.evidence)


def test_the_chapter_on_methods_carries_the_rule_the_heading_and_the_passages_too() -> None:
    source = sample_of().source
    table = Table("doubts", "Doubts", ("Times",), (), source)
    methods = Chapter("methods", "How this was done", evidence=(table,))
    screened = Screened(sample_of().answers, (), 10, (), None, (), (), 0, ())
    wanted = plan(
        passages=(Passage("methods", "In our words."),), headings={"methods": "Our methods"}
    )
    found = chapters(sample_of("lt5_round5"), wanted, screened, (), methods)[-1]
    assert (found.title, found.passages) == ("Our methods", ("In our words.",))
    assert "Counts of 1 to 4" in " ".join(found.evidence[0].notes)


def test_a_plan_can_name_the_chapter_on_methods(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(
        'title = "T"\nquestionnaire = "q.toml"\nreport_date = 2024-01-01\n'
        'headings = { methods = "Our methods" }\n'
        '[[passages]]\nchapter = "methods"\ntext = "In our words."\n',
        encoding="utf-8",
    )
    assert read_plan(path).passages == (Passage("methods", "In our words."),)


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
