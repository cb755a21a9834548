"""Answers -> claims that agree with each other, the text and the register: pure functions, one subject each."""
