"""Keeps the book: claims to the judge, what it concludes to the ledger, and replays of the past."""
