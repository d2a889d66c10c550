"""Figures of the model path that depend on the machine, each measured beside something to compare it with."""
