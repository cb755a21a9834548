"""Statements against reference data: one module a stage of fact, each pure; `checking` puts them together."""
