"""From sources into the ledger: gather runs, watching, near-copies, and the way back of an export."""
