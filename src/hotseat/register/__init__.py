"""Who exists: coaches, clubs, national teams, competitions, outlets."""
