"""What rises, what fades, what joins topics up: shares over time, and alerts that are scored."""

from theodolite.horizon.trends.choices import TrendSettings
from theodolite.horizon.trends.finding import find_trends
from theodolite.horizon.trends.found import Alert, Course, Trends
from theodolite.horizon.trends.pictures import picture_of

__all__ = ["Alert", "Course", "TrendSettings", "Trends", "find_trends", "picture_of"]
