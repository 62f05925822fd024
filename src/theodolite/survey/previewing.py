"""What a number of clusters, and names for them, would give: seen before a plan is saved.

All counts are exact, for the analyst's eyes only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from theodolite.settings.errors import UnusableSettings
from theodolite.survey.answers.answers import Answers
from theodolite.survey.clustering import Tree, cut, cut_height, grow_tree, silhouettes
from theodolite.survey.inputs import Inputs
from theodolite.survey.plan import Clustering, NamedSegment
from theodolite.survey.pseudonyms import free_text_questions
from theodolite.survey.quality import check_quality
from theodolite.survey.recoding import recode
from theodolite.survey.screening import screen
from theodolite.survey.segments import check_decisions, complete_rows

MOST_CLUSTERS = 12
"""Up to how many clusters are looked at."""

_LEADING = 2


@dataclass(frozen=True, eq=False)
class Ground:
    """A tree that was grown once, on which every number of clusters can be tried.

    `activities` are the parts of the clustering question, in the order of the tree's columns;
    `apart` holds for each number of clusters from 2 how distinct they are (mean silhouette width)
    and at what height the tree is cut.
    """

    question: str
    activities: tuple[str, ...]
    tree: Tree
    kept: int
    apart: tuple[tuple[int, float, float], ...]

    @property
    def left_out(self) -> int:
        """How many were kept but did not answer every part, so that they are in no cluster."""
        return self.kept - len(self.tree.leaf_of_row)


@dataclass(frozen=True)
class Seen:
    """Some respondents together: how many, and what they do most, in the question's unit."""

    name: str
    clusters: tuple[int, ...]
    size: int
    leading: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Preview:
    """The clusters from the top of the tree, and the segments they would make."""

    k: int
    clusters: tuple[Seen, ...]
    segments: tuple[Seen, ...]


def what_a_tree_rests_on(inputs: Inputs, clustering: Clustering) -> str:
    """A digest of everything that a tree is grown from; k and names change nothing in it.

    Typed words count by themselves: the same export has others once they are let pass.
    """
    plan, answers = inputs.plan, inputs.answers
    typed = [
        answers.frame[field].to_list()
        for question in free_text_questions(answers.questionnaire)
        for field in question.fields()
    ]
    rests = (
        answers.digest,
        answers.questionnaire,
        typed,
        plan.quality,
        plan.screening,
        plan.recodes,
        inputs.decisions,
        (clustering.question, clustering.linkage, clustering.distance),
    )
    return sha256(repr(rests).encode("utf-8", "backslashreplace")).hexdigest()


def grow_ground(inputs: Inputs, clustering: Clustering) -> Ground:
    """Check, recode and screen the answers as the plan says, and grow the tree of those kept."""
    checked, _ = check_quality(inputs.answers, inputs.plan.quality)
    recoded, _ = recode(checked, inputs.plan.recodes)
    kept = screen(recoded, inputs.plan.screening, decisions=inputs.decisions).kept
    return ground_of(kept, clustering)


def ground_of(kept: Answers, clustering: Clustering) -> Ground:
    """The tree of the respondents kept, and how distinct its clusters are for every number."""
    rows, _ = complete_rows(kept, clustering.question)
    tree = grow_tree(rows, linkage=clustering.linkage, distance=clustering.distance)
    ks = range(2, min(MOST_CLUSTERS, len(tree.weights)) + 1)
    found: Sequence[float] = silhouettes(tree, list(ks)).tolist() if ks else []
    return Ground(
        question=clustering.question,
        activities=kept.questionnaire.question(clustering.question).field_labels(),
        tree=tree,
        kept=kept.size,
        apart=tuple((k, width, cut_height(tree, k)) for k, width in zip(ks, found, strict=True)),
    )


def preview(ground: Ground, k: int, names: Sequence[str] = ()) -> Preview:
    """Cut the tree into k clusters and call each as `names` say; equal names make one segment.

    A cluster without a name is called by its number. Refuses what an analysis would refuse.
    """
    if not 1 <= k <= MOST_CLUSTERS:
        raise UnusableSettings(
            f"{k} clusters were asked for. From 1 to {MOST_CLUSTERS} can be tried here; a plan's"
            " text may ask for more."
        )
    found = cut(ground.tree, k)
    named = segments_named(names, k)
    check_decisions(named, k)
    clusters = tuple(_seen(ground, found, f"Cluster {one}", (one,)) for one in range(1, k + 1))
    segments = tuple(_seen(ground, found, one.name, one.clusters) for one in named)
    return Preview(k, clusters, segments)


def segments_named(names: Sequence[str], k: int) -> tuple[NamedSegment, ...]:
    """Segments in the order of their first cluster, from a name for each cluster.

    >>> [(one.name, one.clusters) for one in segments_named(["Users", "Coders", "Users"], 3)]
    [('Users', (1, 3)), ('Coders', (2,))]
    """
    given = [" ".join(name.split()) for name in names[:k]]
    full = [*given, *[""] * (k - len(given))]
    together: dict[str, list[int]] = {}
    for number, name in enumerate(full, start=1):
        together.setdefault(name or f"Cluster {number}", []).append(number)
    return tuple(NamedSegment(name, tuple(numbers)) for name, numbers in together.items())


def names_carried(ground: Ground, names: Sequence[str], k: int) -> tuple[str, ...]:
    """The names that clusters keep when there are k of them instead of one for each name.

    Names stay with the people: a cluster that holds only people of one name bears it, one that
    holds people of several has none.
    """
    if not 1 <= len(names) <= len(ground.tree.weights):
        return ("",) * k
    before, now = cut(ground.tree, len(names)), cut(ground.tree, k)
    held = ({names[old - 1] for old in np.unique(before[now == n])} for n in range(1, k + 1))
    return tuple(one.pop() if len(one) == 1 else "" for one in held)


def _seen(ground: Ground, found: NDArray[np.int64], name: str, clusters: tuple[int, ...]) -> Seen:
    members = np.isin(found, clusters)
    rows = ground.tree.points[ground.tree.leaf_of_row][members]
    means = rows.mean(axis=0)
    ranked = sorted(zip(ground.activities, means.tolist(), strict=True), key=lambda one: -one[1])
    return Seen(name, clusters, int(members.sum()), tuple(ranked[:_LEADING]))
