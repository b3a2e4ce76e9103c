"""Reads of clients, cartons, photos and prices; each starts by asking the policy table."""
