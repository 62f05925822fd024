"""Made-up respondents whose tables equal those that the 2019 workforce report printed."""

from theodolite.survey.synthetic.export import write_reconstruction

__all__ = ["write_reconstruction"]
