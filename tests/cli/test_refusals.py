"""What cannot be done is said once and plainly, and leaves nothing behind."""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

Say = Callable[..., Any]


def files_below(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def analysed(say: Say, survey: Path, answers: str = "answers.csv") -> tuple[str, dict[str, str]]:
    """The message of an analysis that must be refused, on stderr and as JSON."""
    before = files_below(survey.parent)
    asked = ("survey", "analyse", survey / answers, "--plan", survey / "plan.toml")
    plain = say(*asked, "--out", survey.parent / "out")
    as_json = say(*asked, "--out", survey.parent / "out", "--json")
    assert plain.code == as_json.code == 2
    assert plain.out == ""
    assert plain.err.startswith("theodolite: ")
    assert "Traceback" not in plain.err
    assert files_below(survey.parent) == before, "something was left behind"
    told = json.loads(as_json.out)
    assert plain.err == f"theodolite: {told['error']}\n"
    return told["error"], told


def a_workbook(*sheets: str) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in sheets:
        book.create_sheet(name).append(["id", "job"])
        book[name].append(["r1", "Physicist"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def a_locked_workbook() -> bytes:
    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(a_workbook("Sheet1"))).encrypt("x", locked)
    return locked.getvalue()


def a_bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 20_000_000)
    return file.getvalue()


BAD_FILES: dict[str, tuple[bytes, str]] = {
    "empty.csv": (b"", "empty"),
    "headers-only.csv": (b"id,job\n", "no answers"),
    "cut-short.xlsx": (a_workbook("Sheet1")[:300], "cannot be opened as a workbook"),
    "twice.csv": (b"id,job,job\nr1,Physicist,Engineer\n", "both have the header 'job'"),
    "uneven.csv": (b"id,job\nr1,Physicist,more,cells\n", "has 4 cells"),
    "locked.xlsx": (a_locked_workbook(), "locked with a password"),
    "bomb.xlsx": (a_bomb(), "times"),
    "report.pdf": (b"%PDF-1.7 something", "a PDF document"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_cannot_be_read_is_said_in_one_message(
    say: Say, survey: Path, name: str
) -> None:
    content, expected = BAD_FILES[name]
    (survey / name).write_bytes(content)
    message, _ = analysed(say, survey, name)
    assert name in message
    assert expected in message


def test_a_file_of_damaged_letters_is_refused_or_every_doubt_listed(say: Say, survey: Path) -> None:
    text = (survey / "answers.csv").read_text().replace("r01,Physicist", "r01,Phys\x81cist")
    (survey / "damaged.csv").write_bytes(text.encode("latin-1"))
    said = say(
        "survey", "check", survey / "damaged.csv",
        "--questionnaire", survey / "questionnaire.toml", "--json",
    )  # fmt: skip
    if said.code == 2:
        assert "error" in json.loads(said.out)
    else:
        assert said.code == 1
        assert any("cist" in one["detail"] for one in json.loads(said.out)["findings"])


def test_a_sheet_that_is_not_there_offers_those_that_are(say: Say, survey: Path) -> None:
    (survey / "answers.xlsx").write_bytes(a_workbook("Answers", "Notes"))
    plan = survey / "plan.toml"
    plan.write_text(plan.read_text().replace('layout = "plain"', 'sheet = "Answer"'))
    message, _ = analysed(say, survey, "answers.xlsx")
    assert "Did you mean 'Answers'?" in message


def test_a_file_that_is_not_there_offers_what_is_beside_it(say: Say, survey: Path) -> None:
    message, _ = analysed(say, survey, "anwsers.csv")
    assert "Did you mean 'answers.csv'?" in message


def rule(when: str) -> str:
    return f'[[screening.rules]]\nreason = "x"\nwhen = {{ {when} }}\n\n[clustering]'


def region_map(more: str, question: str = "region") -> str:
    return f'[[maps]]\ncode = "m"\ntitle = "M"\nquestion = "{question}"\n{more}\n\n[[tables]]'


MISTAKES: dict[str, tuple[str, str, str]] = {
    "question": ('question = "time"', 'question = "tine"', "Did you mean 'time'"),
    "question of a table": ('questions = ["job"]', 'questions = ["jobs"]', "'job'"),
    "columns of a table": (
        'title = "Jobs by segment"', 'title = "Jobs"\nby = "jop"', "Did you mean 'job'?",
    ),
    "option": (
        'blocks = [{ questions = ["job"] }]',
        'blocks = [{ questions = ["job"], only = ["Enginer"] }]',
        "Did you mean 'Engineer'?",
    ),
    "option of a rule": (
        "[clustering]",
        rule('question = "job", one_of = ["Phisicist"]'),
        "Did you mean 'Physicist'?",
    ),
    "part": (
        "[clustering]",
        rule('question = "time", part = "cod", at_most = 1'),
        "Did you mean 'code'?",
    ),
    "segment": (
        "[[tables]]",
        '[training]\nquestion = "skills"\n[training.expected]\nCoder = ["read"]\n\n[[tables]]',
        "Did you mean 'Coders'?",
    ),
    "skill": (
        "[[tables]]",
        '[training]\nquestion = "skills"\n[training.expected]\nCoders = ["reed"]\n\n[[tables]]',
        "Did you mean 'read'?",
    ),
    "disclosure profile": (
        'layout = "plain"', 'layout = "plain"\ndisclosure = "lt5_round"', "'lt5_round5'",
    ),
    "region": (
        "[[tables]]",
        region_map('waves = [{ label = "Before", source = "s", counts = { Nort = 7 } }]'),
        "Did you mean 'North'?",
    ),
    "region of a tile": (
        "[[tables]]",
        region_map('tiles = { Soth = [0, 0] }'),
        "'South'",
    ),
    "strip": ('layout = "plain"', 'layout = "plain"\nstrips = ["jobb"]', "Did you mean 'job'?"),
    "setting": ('layout = "plain"', 'layout = "plain"\nroundin = "half_up"', "'rounding'"),
    "setting of a table": ('title = "Jobs by segment"', 'tittle = "x"', "'title'"),
    "questionnaire": ('"questionnaire.toml"', '"questionaire.toml"', "'questionnaire.toml'"),
    "layout": ('layout = "plain"', 'layout = "plian"', "'plain'"),
    "chapter of a passage": (
        "[[tables]]", '[[passages]]\nchapter = "cover"\ntext = "x"\n\n[[tables]]', "'cover'",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", MISTAKES)
def test_a_name_that_is_not_there_offers_the_nearest(say: Say, survey: Path, what: str) -> None:
    right, wrong, offered = MISTAKES[what]
    plan = survey / "plan.toml"
    assert right in plan.read_text()
    plan.write_text(plan.read_text().replace(right, wrong, 1))
    message, _ = analysed(say, survey)
    assert offered in message


UNFIT: dict[str, tuple[str, str, str]] = {
    "more clusters than different rows": ("k = 2", "k = 13", "hold only 12 different"),
    "no cluster at all": ("k = 2", "k = 0", "at least 1"),
    "a segment with nobody": ("clusters = [2]", "clusters = []", "nobody would be in it"),
    "a cluster beyond the last": ("clusters = [2]", "clusters = [3]", "1 to 2"),
    "a cluster nobody named": ('[[segments]]\nname = "Teachers"\nclusters = [2]', "", "1 to 2"),
    "two segments of one name": ('"Teachers"', '"Coders"', "Two segments are called 'Coders'"),
    "segments without a clustering": (
        '[clustering]\nquestion = "time"\nk = 2', "", "no [clustering]",
    ),
    "a clustering by words": ('question = "time"', 'question = "job"', "has no parts"),
    "a code that no file can have": ('code = "jobs"', 'code = "../jobs"', "'../jobs'"),
    "two tables of one code": (
        "[[tables]]",
        '[[tables]]\ncode = "jobs"\ntitle = "x"\nblocks = [{ questions = ["job"] }]\n\n[[tables]]',
        "have the code 'jobs'",
    ),
    "a code that is ours": ('code = "jobs"', 'code = "clustermap"', "have the code 'clustermap'"),
    "means of words": (
        'title = "Jobs by segment"', 'title = "x"\nmeasure = "mean"', "Only numbers have a mean",
    ),
    "counts of shares": ('questions = ["job"]', 'questions = ["time"]', "measure = 'mean'"),
    "columns by free text": ('title = "Jobs by segment"', 'title = "x"\nby = "site"', "'text'"),
    "a block of nothing": ('questions = ["job"]', "questions = []", "without questions"),
    "parts that do not fit": (
        'questions = ["job"]', 'questions = ["job"], parts = ["a", "b"]', "2 parts",
    ),
    "answers that do not match": (
        'questions = ["job"]', 'questions = ["job", "region"]', "do not have the same options",
    ),
    "a map of shares": (
        "[[tables]]", region_map("", question="time"), "kind",
    ),
    "cover by shares": ("[[tables]]", '[cover]\ninstitution = "time"\n\n[[tables]]', "'share'"),
    "cover by ticks": ("[[tables]]", '[cover]\nin_quality_system = "skills"\n\n[[tables]]', "kind"),
    "training by words": (
        "[[tables]]", '[training]\nquestion = "job"\nexpected = {}\n\n[[tables]]', "'multiple'",
    ),
    "a heatmap of nothing": (
        "[[tables]]", '[[heatmaps]]\ncode = "h"\ntitle = "H"\nquestions = []\n\n[[tables]]',
        "nothing to show",
    ),
    "a rule that rejects all": (
        "[clustering]",
        rule('question = "time", part = "code", at_least = 0'),
        "rejects all 12",
    ),
    "a plan that is not TOML": ("k = 2", "k = = 2", "not valid TOML"),
    "a number that is none": ("k = 2", 'k = "two"', "'two'"),
    "a map file that is not there": (
        "[[tables]]",
        region_map('geojson = "x.geojson"\nkey = "k"'),
        "x.geojson",
    ),
    "decisions that are not there": (
        "[clustering]", '[screening]\ndecisions = "decided.csv"\n\n[clustering]', "decided.csv",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", UNFIT)
def test_a_plan_that_cannot_be_carried_out_says_why(say: Say, survey: Path, what: str) -> None:
    right, wrong, expected = UNFIT[what]
    plan = survey / "plan.toml"
    assert right in plan.read_text()
    plan.write_text(plan.read_text().replace(right, wrong, 1))
    message, _ = analysed(say, survey)
    assert expected in message


NOT_MAPS = {
    "not JSON": ("{", "GeoJSON"),
    "not a collection": ('{"type": "Feature"}', "GeoJSON"),
    "a list": ("[1, 2]", "GeoJSON"),
    "no geometry": (
        '{"features": [{"properties": {"code": "North"}, "geometry": null}]}', "GeoJSON",
    ),
    "half a ring": (
        '{"features": [{"properties": {"code": "North"},'
        ' "geometry": {"type": "Polygon", "coordinates": [[[0, 0]]]}}]}',
        "GeoJSON",
    ),
    "another key": ('{"features": [{"properties": {"codes": "North"}}]}', "Did you mean 'codes'?"),
}  # fmt: skip


@pytest.mark.parametrize("what", NOT_MAPS)
def test_a_map_file_that_holds_no_regions_is_named(say: Say, survey: Path, what: str) -> None:
    content, expected = NOT_MAPS[what]
    (survey / "regions.geojson").write_text(content)
    with (survey / "plan.toml").open("a") as plan:
        plan.write(
            '\n[[maps]]\ncode = "m"\ntitle = "M"\nquestion = "region"\n'
            'geojson = "regions.geojson"\nkey = "code"\n'
        )
    message, _ = analysed(say, survey)
    assert "regions.geojson" in message
    assert expected in message


def test_a_folder_of_other_files_is_left_alone(say: Say, survey: Path) -> None:
    out = survey.parent / "out"
    out.mkdir()
    (out / "thesis.txt").write_text("years of work")
    message, _ = analysed(say, survey)
    assert str(out) in message
    assert (out / "thesis.txt").read_text() == "years of work"


def test_a_file_in_the_place_of_the_folder_is_left_alone(say: Say, survey: Path) -> None:
    (survey.parent / "out").write_text("a file")
    message, _ = analysed(say, survey)
    assert "is a file" in message


def test_a_folder_that_cannot_be_written_is_said_plainly(say: Say, survey: Path) -> None:
    for out in (survey / "plan.toml" / "below-a-file", survey / ("long" * 100)):
        before = files_below(survey)
        asked = (survey / "answers.csv", "--plan", survey / "plan.toml", "--out", out)
        said = say("survey", "analyse", *asked)
        assert said.code == 2
        assert "cannot be written" in said.err
        assert files_below(survey) == before


def test_a_demo_that_cannot_be_written_is_said_plainly(say: Say, tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("a file")
    said = say("demo", "--out", tmp_path / "demo", "--json")
    assert said.code == 2
    assert "cannot be written" in json.loads(said.out)["error"]


def test_a_draft_never_replaces_a_file(say: Say, survey: Path) -> None:
    asked = ("survey", "draft-questionnaire", survey / "answers.csv")
    said = say(*asked, "--out", survey / "questionnaire.toml")
    assert said.code == 2
    assert "what it holds would be lost" in said.err
    said = say(*asked, "--out", survey / "plan.toml" / "below-a-file")
    assert said.code == 2
    assert "cannot be written" in said.err


@pytest.mark.parametrize(
    ("given", "offered"),
    [
        (("--columns", "code,teech", "-k", "2"), "Did you mean 'teach'?"),
        (("--columns", "code", "-k", "13"), "k = 13"),
        (("--columns", "code", "-k", "0"), "k = 0"),
        (("--columns", "job", "-k", "2"), "'Physicist', which is not a number"),
        (("--columns", "code", "-k", "2", "--linkage", "wards"), "Did you mean 'ward'?"),
        (("--columns", "code", "-k", "2", "--distance", "euclid"), "Did you mean 'euclidean'?"),
        (("--columns", "code", "-k", "two"), "valid integer"),
        (("--colums", "code", "-k", "2"), "--columns"),
    ],
)
def test_clustering_refuses_what_it_cannot_do(
    say: Say, survey: Path, given: tuple[str, ...], offered: str
) -> None:
    said = say("survey", "cluster", survey / "answers.csv", *given, "--json")
    assert said.code == 2
    assert offered in json.loads(said.out)["error"]


def test_an_unknown_command_is_refused_with_a_way_on(say: Say) -> None:
    said = say("survey", "analyze", "--json")
    assert said.code == 2
    assert "analyze" in json.loads(said.out)["error"]
    assert "--help" in said.err


def test_a_slip_in_a_command_is_answered_in_sentences_that_end_once(say: Say) -> None:
    assert say("serv").err == (
        "theodolite: No such command 'serv'. Did you mean 'serve', 'survey'?"
        " Add --help to see what can be asked for.\n"
    )


@pytest.mark.parametrize("area", ["survey", "horizon", "accounts", "subject"])
def test_an_area_without_a_verb_tells_its_verbs(say: Say, area: str) -> None:
    said = say(area)
    assert (said.code, said.err) == (2, "")
    assert f"Usage: theodolite {area}" in said.out


def test_the_installed_program_ends_with_the_message_and_code_2(survey: Path) -> None:
    (survey / "empty.csv").write_bytes(b"")
    ended = subprocess.run(
        [
            sys.executable, "-m", "theodolite.cli", "survey", "analyse", "empty.csv",
            "--plan", "plan.toml", "--out", "../out", "--json",
        ],
        cwd=survey, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 2
    assert "empty" in json.loads(ended.stdout)["error"]
    assert ended.stderr.count("\n") == 1
    assert not (survey.parent / "out").exists()


def test_without_json_the_installed_program_speaks_on_stderr_only(survey: Path) -> None:
    ended = subprocess.run(
        [
            sys.executable, "-m", "theodolite.cli", "survey", "screen", "answers.csv",
            "--plan", "plans.toml",
        ],
        cwd=survey, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "Did you mean 'plan.toml'" in ended.stderr
