"""Place items in a framework: the topics they belong to, and what they mean for it."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from scipy import sparse

from theodolite.evidence.framework import Framework
from theodolite.horizon.item import Item
from theodolite.horizon.placing.corrections import Correction
from theodolite.horizon.placing.learning import Numbers
from theodolite.horizon.placing.meaning import outlook, readiness
from theodolite.horizon.placing.placed import Judgement, Placed, PlacedItem, TopicPlace
from theodolite.horizon.placing.said import Said, said_of
from theodolite.horizon.placing.second_thoughts import Reconsidered, reconsider
from theodolite.horizon.placing.sentences import Speaking, speaking, split_sentences
from theodolite.horizon.placing.signs import found_signs, known_signs, normalised
from theodolite.horizon.placing.topic_model import Meanings, TopicModel, View, fit_topics
from theodolite.horizon.placing.years_ahead import horizons

SHOWN_FROM = 0.2
"""From which chance on the sentence that speaks for a topic is sought."""

_DIGITS = 4


def place(
    items: Sequence[Item],
    framework: Framework,
    *,
    labels: Iterable[Correction] = (),
    beside: Sequence[Item] = (),
    meanings: Meanings | None = None,
) -> Placed:
    """Place every item: topics with their chances and sentences, and three judgements apart.

    `labels` are what people said of items (`corrections_from` a journal); they hold for those items
    and teach how to place others. `beside` are items known already, whose words and labels are
    learnt from as well. The order of items changes nothing but the order of the answer.
    """
    known = (*items, *beside)
    texts = [item.text() for item in known]
    said = said_of(known, labels, framework)
    model, views = fit_topics(texts, framework, said.topics, meanings)
    judged = _judged(known, texts, framework, said, (model, views))
    chances = model.probabilities(*(view.texts[: len(items)] for view in views))
    placed = _placed(items, np.round(chances, _DIGITS), said, model)
    return Placed(
        framework.title,
        framework.version,
        tuple(
            PlacedItem(
                item.identity,
                places,
                round(float(np.prod([1 - place.probability for place in places])), _DIGITS),
                *(_held(item, aspect, one.judgements[row], said) for aspect, one in judged.items()),
            )
            for row, (item, places) in enumerate(zip(items, placed, strict=True))
        ),
        _calibration(model),
        (*(one.note for one in judged.values() if one.note), *said.notes),
    )


def _judged(
    known: Sequence[Item],
    texts: Sequence[str],
    framework: Framework,
    said: Said,
    seen: tuple[TopicModel, Sequence[View]],
) -> Mapping[str, Reconsidered]:
    """The three judgements in their order: by rules first, then by what people said of others."""
    signs = known_signs(framework)
    plain = normalised(texts)
    found = found_signs(plain, signs.phrases())
    by_rule = {
        "horizon": horizons(known, plain, found, signs, framework),
        "outlook": [outlook(*one, signs) for one in zip(known, found, strict=True)],
        "readiness": [readiness(*one, signs) for one in zip(known, found, strict=True)],
    }
    model, views = seen
    vectors = sparse.csr_matrix(views[0].texts)
    return {
        aspect: reconsider(aspect, rules, said.judgements[aspect], vectors, model.words)
        for aspect, rules in by_rule.items()
    }


def _held(item: Item, aspect: str, judged: Judgement, said: Said) -> Judgement:
    """What a person said of this very item, else what was judged."""
    told = said.by_identity.get(item.identity, {}).get(aspect)
    return Judgement(told.answer, (), told.by) if told else judged


def _placed(
    items: Sequence[Item], chances: Numbers, said: Said, model: TopicModel
) -> list[tuple[TopicPlace, ...]]:
    """The topics of each item, the likeliest first, with the sentence that speaks for each."""
    wanted = [np.flatnonzero(row >= SHOWN_FROM).tolist() for row in chances]
    sentences = [
        [item.title, *split_sentences(item.abstract)] if topics else []
        for item, topics in zip(items, wanted, strict=True)
    ]
    spoken = speaking(sentences, wanted, model.words, model.weights[0])
    return [
        _topics(row, speaks, said.people(item.identity), model.codes)
        for item, row, speaks in zip(items, chances, spoken, strict=True)
    ]


def _topics(
    chances: Numbers,
    spoken: Mapping[int, Speaking],
    told: Mapping[str, Correction],
    codes: Sequence[str],
) -> tuple[TopicPlace, ...]:
    places = []
    for number, (code, chance) in enumerate(zip(codes, chances.tolist(), strict=True)):
        person = told.get(code)
        speaks = spoken.get(number)
        places.append(
            TopicPlace(
                code,
                float(person.holds) if person else chance,
                speaks.sentence if speaks else "",
                speaks.words if speaks else (),
                person.by if person else "",
            )
        )
    return tuple(sorted(places, key=lambda place: -place.probability))


def _calibration(model: TopicModel) -> str:
    if not model.learnt_from:
        return (
            "Nobody has placed any of these items yet: chances follow a curve measured on other"
            " collections, and become your own with your corrections."
        )
    items = "item" if model.learnt_from == 1 else "items"
    return (
        f"Chances are fitted to {model.learnt_from} {items} that people placed, each judged as if"
        " it had not been learnt from."
    )
