"""The decision layer, as fitted by training/fit_reader.py."""
