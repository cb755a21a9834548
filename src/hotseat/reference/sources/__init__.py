"""One module a file format: text in, records out, errors with line numbers. None of them fetches."""
