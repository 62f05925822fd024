"""Words of one meaning bring texts together, by vectors that were distilled beforehand."""

from pathlib import Path

import numpy as np
import pytest

from theodolite.horizon.words.distilling import KEPT_DIMENSIONS, distil
from theodolite.horizon.words.meaning import PieceVectors, meaning_vectors, piece_vectors
from theodolite.horizon.words.model import DIMENSIONS, is_installed
from theodolite.horizon.words.sentence_vectors import sentence_vectors
from theodolite.horizon.words.vector_cache import read_cache, write_cache

PIECES = ["dose", "gray", "staff", "worker", "the", "##s", "brachy", "##therapy"]
MEANS = [(1, 0), (1, 0), (0, 1), (0, 1), (0.1, 0.1), (0, 0), (1, 0), (1, 0)]


@pytest.fixture
def known() -> PieceVectors:
    return PieceVectors(
        {piece: number for number, piece in enumerate(PIECES)},
        np.array([[round(100 * x) for x in pair] for pair in MEANS], dtype=np.int8),
        np.full(len(PIECES), 0.01, dtype=np.float32),
    )


def test_a_word_is_cut_into_the_longest_known_pieces(known: PieceVectors) -> None:
    assert known.cut("brachytherapys") == (6, 7, 5)
    assert known.cut("dosimetry") == ()


def test_texts_of_one_meaning_stand_together_without_a_word_in_common(known: PieceVectors) -> None:
    vectors = meaning_vectors(["the dose", "gray", "the staff", "workers"], known)
    assert vectors is not None
    likeness = vectors @ vectors.T
    assert likeness[0, 1] > 0.9
    assert likeness[2, 3] > 0.9
    assert likeness[0, 2] < 0


def test_accents_and_underscores_are_no_hindrance(known: PieceVectors) -> None:
    vectors = meaning_vectors(["dóse", "gray_dose", "staff", "worker"], known)
    assert vectors is not None
    assert vectors[0] @ vectors[1] > 0.9


def test_a_text_of_unknown_words_stands_in_the_middle(known: PieceVectors) -> None:
    vectors = meaning_vectors(["xyzzy", "dose", "staff"], known)
    assert vectors is not None
    assert np.isfinite(vectors).all()


def test_nothing_is_said_where_nothing_was_distilled(tmp_path: Path) -> None:
    assert piece_vectors(tmp_path / "none.npz") is None


class SmallModel:
    """Knows three pieces, and means by each its number."""

    def pieces(self) -> list[str]:
        """Three."""
        return ["a", "b", "c"]

    def cut(self, _: str) -> list[int]:
        """The marks for beginning and end."""
        return [0, 2]

    def read(self, pieces: list[list[int]]) -> np.ndarray:
        """The number of what stands between the marks, as a direction."""
        made = np.zeros((len(pieces), 3, DIMENSIONS), dtype=np.float32)
        made[np.arange(len(pieces)), 1, [numbers[1] for numbers in pieces]] = 1
        return made


def test_distilling_keeps_what_sets_pieces_apart_and_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("first.npz", "second.npz"):
        distil(SmallModel(), tmp_path / name)
    assert (tmp_path / "first.npz").read_bytes() == (tmp_path / "second.npz").read_bytes()
    found = piece_vectors(tmp_path / "first.npz")
    assert found is not None
    vectors = found.vectors(np.arange(3))
    assert vectors.shape == (3, KEPT_DIMENSIONS)
    apart = np.eye(3) - 1 / 3
    assert vectors @ vectors.T == pytest.approx(apart @ apart.T, abs=0.02)


def test_a_cache_keeps_the_latest_and_gives_them_back(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("theodolite.horizon.words.vector_cache.MOST", 2)
    known = {bytes([n]) * 16: np.full(3, n, dtype=np.float16) for n in range(3)}
    write_cache(tmp_path / "kept" / "vectors", known)
    back = read_cache(tmp_path / "kept" / "vectors", 3)
    assert list(back) == [bytes([1]) * 16, bytes([2]) * 16]
    assert back[bytes([2]) * 16].tolist() == [2, 2, 2]
    assert (tmp_path / "kept" / "vectors").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("held", [b"short", b"\xff" * 22])
def test_a_broken_cache_counts_for_nothing(tmp_path: Path, held: bytes) -> None:
    (tmp_path / "vectors").write_bytes(held)
    assert read_cache(tmp_path / "vectors", 3) == {}


@pytest.mark.skipif(not is_installed(), reason="the sentence model is not installed")
def test_sentences_of_one_meaning_are_alike_and_are_read_once(tmp_path: Path) -> None:
    texts = ["A fall in radiation dose", "Less exposure to ionising rays", "A choir rehearsal"]
    vectors = sentence_vectors(texts, folder=tmp_path)
    assert vectors is not None
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2
    (kept,) = tmp_path.iterdir()
    again = sentence_vectors(texts[::-1], folder=tmp_path)
    assert np.array_equal(again[::-1], vectors)
    assert kept.stat().st_size == 3 * (16 + 2 * DIMENSIONS)
