"""Raking as it was first described: one person and one margin at a time, until nothing moves."""

from collections.abc import Mapping, Sequence


def raked(
    answers: Mapping[str, Sequence[str]], targets: Mapping[str, Mapping[str, float]]
) -> list[float]:
    people = len(next(iter(answers.values())))
    weights = [1.0] * people
    for _ in range(3000):
        before = list(weights)
        for question, target in targets.items():
            for group, wanted in target.items():
                members = [i for i in range(people) if answers[question][i] == group]
                found = sum(weights[i] for i in members)
                for i in members:
                    weights[i] *= wanted / found
        if max(abs(now - then) for now, then in zip(weights, before, strict=True)) < 1e-13:
            return weights
    raise AssertionError("these targets contradict each other")
