"""The only writer of flights."""
