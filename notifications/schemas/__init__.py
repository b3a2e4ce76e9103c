"""Shapes of the messages and of the partners on the wire."""
