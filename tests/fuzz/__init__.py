"""Files broken at random, more of them than the suite has time for: `python -m tests.fuzz`."""
