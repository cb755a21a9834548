"""The race: strengths of teams from results, and a season played to its end many times."""
