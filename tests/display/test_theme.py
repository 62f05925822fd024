"""Colours keep their promise to readers with weak sight."""

import pytest
from matplotlib import colormaps
from matplotlib.colors import to_hex

from theodolite.display.theme import FAINT, INK, PAPER, QUIET, contrast, text_colour_on


@pytest.mark.parametrize("level", range(0, 256, 5))
def test_a_number_stands_out_on_every_colour_of_the_scale(level):
    colour = to_hex(colormaps["viridis"](level))
    assert contrast(text_colour_on(colour), colour) >= 4.5


def test_text_stands_out_on_paper():
    assert contrast(INK, PAPER) >= 7
    assert contrast(QUIET, PAPER) >= 4.5
    assert contrast(FAINT, PAPER) > 1
