"""The demonstration world: real acts through the real services, at times of the last two weeks."""
