"""Open reference data: results, fixtures, tables, records, titles; what a check rests on."""
