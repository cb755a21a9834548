"""REST under /api/v1: routes, the shapes of their answers, cursors and problems."""
