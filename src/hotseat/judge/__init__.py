"""From hearsay to calibrated odds: lineage, markets, beliefs, hazard, reliability, scores. Pure: iterables and arrays in, records out."""
