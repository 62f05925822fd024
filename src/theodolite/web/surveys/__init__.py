"""Surveys: from an uploaded export over screening to a report and its release."""
