"""The offline proof: real Chromium, a fault proxy, the real system, PostgreSQL as the judge."""
