"""Language knowledge as tables."""
