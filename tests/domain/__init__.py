"""Tests of the pure rules: no clock, no database, no messenger."""
