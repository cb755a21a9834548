"""The only room that knows SQL: append and view."""
