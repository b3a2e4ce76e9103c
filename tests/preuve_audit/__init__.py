"""`make preuve-audit`: attacks with superuser rights on the journal, all of them found."""
