"""Bamanankan (bambara): to be filled by a speaker; see fr.py for the keys."""

BM: dict[str, str] = {}
