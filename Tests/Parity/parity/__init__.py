"""Replays of ganscope's traces in other frameworks, and the comparison of their numbers."""
