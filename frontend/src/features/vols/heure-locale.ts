/** Planned times are typed as the airport's own clock; the API speaks UTC. */

const FORMATS = new Map<string, Intl.DateTimeFormat>();

function formatOf(fuseau: string): Intl.DateTimeFormat {
  const connu = FORMATS.get(fuseau);
  if (connu) return connu;
  const neuf = new Intl.DateTimeFormat('sv-SE', {
    timeZone: fuseau,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  FORMATS.set(fuseau, neuf);
  return neuf;
}

/** A UTC moment as `<input type="datetime-local">` wants it, on the clock of `fuseau`. */
export function toLocalInput(iso: string | null, fuseau: string): string {
  if (iso === null) return '';
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? '' : formatOf(fuseau).format(date).replace(' ', 'T');
}

/** Milliseconds the clock of `fuseau` is ahead of UTC at `date`. */
function offsetMs(date: Date, fuseau: string): number {
  const mur = new Date(`${toLocalInput(date.toISOString(), fuseau)}:00Z`);
  return mur.getTime() - Math.floor(date.getTime() / 60_000) * 60_000;
}

/** What was typed on the clock of `fuseau`, in UTC; null when empty or unreadable. */
export function fromLocalInput(saisie: string, fuseau: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(saisie)) return null;
  const mur = new Date(`${saisie.slice(0, 16)}:00Z`);
  if (Number.isNaN(mur.getTime())) return null;
  const premier = new Date(mur.getTime() - offsetMs(mur, fuseau));
  // A second look: the offset of the guess is the one that holds around a clock change.
  return new Date(mur.getTime() - offsetMs(premier, fuseau)).toISOString();
}

/** `UTC+8`, beside a field, so that nobody doubts whose clock it is. */
export function labelOffset(fuseau: string, now = new Date()): string {
  const heures = offsetMs(now, fuseau) / 3_600_000;
  return `UTC${heures < 0 ? '−' : '+'}${Math.abs(heures)}`;
}
