"""Validation rules over parsed minutes: one module a rule, found by a scan of this package.

A rule module is named after its code (`hdr02_number_missing.py`) and holds `RULE`, a description with samples
that run, and `run`, which yields the findings. Nothing else has to be edited to add one.
"""
