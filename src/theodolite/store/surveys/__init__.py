"""Surveys in the workspace: uploads, drafts, pseudonymised answers and screening."""
