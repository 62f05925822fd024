"""What is to be published: attacked as a reader could, and compared with what went out before."""

from theodolite.survey.release.attacking import Attack, Weakness, attack
from theodolite.survey.release.register import MustNotBeReleased, add_release, read_register

__all__ = ["Attack", "MustNotBeReleased", "Weakness", "add_release", "attack", "read_register"]
