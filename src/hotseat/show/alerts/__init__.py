"""Alerts by rule: what happened, whom it concerns, and how it gets there."""
