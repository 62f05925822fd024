"""A framework is read strictly: every topic told apart, and at least one of them."""

from pathlib import Path

import pytest

from theodolite.evidence.framework import read_framework
from theodolite.settings.errors import UnusableSettings

TOPIC = '[[topics]]\ncode = "{code}"\nname = "Climate"\ndescription = "Carbon of care."\n'
HORIZONS = "".join(f'[[horizons]]\nname = "{n}"\nupto_years = {n}\n' for n in (5, 2))
READINESS = '[[signs.readiness]]\nlevel = 12\nsigns = ["done"]\n'
HEAD = 'title = "A strategy"\nsociety = "A made-up society"\nversion = "1"\n'


def test_topics_are_read_with_what_belongs_to_them(tmp_path: Path) -> None:
    path = tmp_path / "framework.toml"
    path.write_text(f'{HEAD}{TOPIC.format(code="climate")}key_topics = ["heat waves"]\n')
    topic = read_framework(path).topic("climate")
    assert topic.sentences() == ("Climate", "Carbon of care.", "heat waves")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{HEAD}topics = []\n", "holds no topic"),
        (HEAD + 2 * TOPIC.format(code="a"), "gives the code 'a' to more than one topic"),
        (f"{HEAD}{TOPIC.format(code='a')}colour = 1\n", "colour is not a setting"),
        (f"{HEAD}{TOPIC.format(code='a')}{HORIZONS}", "end in 5, 2 years"),
        (f"{HEAD}{TOPIC.format(code='a')}{READINESS}", "readiness 12, which is not on the scale"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "framework.toml"
    path.write_text(text)
    with pytest.raises(UnusableSettings, match=said):
        read_framework(path)


def test_the_shipped_framework_has_the_six_topics_of_the_strategy() -> None:
    framework = read_framework(Path(__file__).parents[2] / "examples/framework.toml")
    kinds = {topic.code: topic.kind for topic in framework.topics}
    assert kinds == {
        **dict.fromkeys(("climate", "workforce", "safety"), "grand challenge"),
        **dict.fromkeys(("alignment", "digitisation", "personalised"), "emerging trend"),
    }
    assert all(len(topic.key_topics) >= 5 for topic in framework.topics)
    assert [one.name for one in framework.horizons] == ["short", "medium", "long"]
