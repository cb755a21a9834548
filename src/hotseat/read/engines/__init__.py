"""Windows of an item, and the models that answer what they say of each person and post."""
