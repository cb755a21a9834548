"""Names in a text -> who is meant: what the register knows, and persons and clubs that it lacks."""
