"""Item -> claims. Pure: no clock, no network, no database."""
