"""What the decision layer has learned: `training/fit_encoder.py`, `fit_gate.py` and `fit_linear.py` write it."""
