"""From a questionnaire and answers to segments, estimates and findings."""
