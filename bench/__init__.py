"""Benchmarks: whole processes, in turn with a baseline, as ratios of medians. `make bench`."""
