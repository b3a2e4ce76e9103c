"""Offline operations: receive, apply, answer. Each app registers its own in its operations.py."""
