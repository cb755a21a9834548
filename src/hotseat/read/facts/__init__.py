"""Checkable statements: standings, fixtures, results, honours, records."""
