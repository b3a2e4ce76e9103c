"""A WaChap of our own, in its own process on loopback: the provider of the one-command run.

It speaks the provider's API, misbehaves on demand, and its ledger is the oracle of what each phone
saw. It shares no code with the rest of the app and no database, so that a mistake of ours cannot
hide in both.
"""
