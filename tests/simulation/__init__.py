"""Simulated learners, whose truth is known, against what the program says of them.

They prove code and policy, never the quality of questions. `./notewright simulate` runs them all with
full numbers; the tests with small ones.
"""
