"""What a request costs: CPU per request beside the same SQL alone, both in one run.

`make bench` starts its own PostgreSQL, Valkey and granian in a temporary directory, lays N
cartons, drives bounded load at them and prints a table, then one line of JSON. Nothing is
asserted: figures of a shared machine are read as ratios of one run (docs/preuves/bench.md).
"""
