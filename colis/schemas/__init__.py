"""The shapes of clients, cartons, photos and prices on the wire."""
