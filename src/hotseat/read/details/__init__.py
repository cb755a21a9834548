"""The words beside a claim as values: conditions, times, manners of leaving, terms of contracts."""
