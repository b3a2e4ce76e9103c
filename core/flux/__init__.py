"""The pull feed: which scopes and sources exist, the cursor, one page at a time.

Apps register what a scope shows in their ``flux.py``; vols/0004_flux files the changes.
"""
