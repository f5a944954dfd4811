"""Measures: ours and a peer side by side in one run, at least five interleaved rounds, raw medians."""
