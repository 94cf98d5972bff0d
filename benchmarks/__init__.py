"""Benchmarks: the product beside a plain bot, measured in the same run on the same computer."""
