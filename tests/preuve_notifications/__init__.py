"""`make preuve-notifications`: nothing lost, nothing doubled by our fault, on simulated days."""
