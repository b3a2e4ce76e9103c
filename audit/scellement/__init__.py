"""Sealing of what cannot be altered: canonical rows, chained seals, anchors kept outside.

`registre` says which tables; `forme` what is hashed; `sceller` makes the seals; `emission` takes
them outside; `garde` describes triggers, rights and policies; `verifier` and `ancre` check.
"""
