/** Local calendar days: figures, filters and prices begin and end on the country's own midnight. */

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

/** The day (`2026-06-18`) a moment falls on in `fuseau`. */
export function localDay(moment: Date | number, fuseau: string): string {
  return formatOf(fuseau).format(moment).slice(0, 10);
}

/** `nombre` days later (or earlier) on the calendar. */
export function addDays(jour: string, nombre: number): string {
  return new Date(Date.parse(`${jour}T12:00:00Z`) + nombre * 86_400_000).toISOString().slice(0, 10);
}

/** The UTC moment at which `jour` begins in `fuseau`; null when `jour` is not a day. */
export function startOfDay(jour: string, fuseau: string): string | null {
  const mur = Date.parse(`${jour}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(jour) || Number.isNaN(mur)) return null;
  const vu = Date.parse(`${formatOf(fuseau).format(mur).replace(' ', 'T')}:00Z`);
  return new Date(mur - (vu - mur)).toISOString();
}
