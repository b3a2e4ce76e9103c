import { useEffect, useState } from 'react';

/** The clock as React state, ticking each `intervalleMs`. */
export function useNow(intervalleMs = 30_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const minuterie = setInterval(() => setNow(Date.now()), intervalleMs);
    return () => clearInterval(minuterie);
  }, [intervalleMs]);
  return now;
}
