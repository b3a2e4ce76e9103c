"""Embedded PostgreSQL and Valkey for `make run` and the tests: nothing to install."""
