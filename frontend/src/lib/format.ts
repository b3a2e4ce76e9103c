import { currentLanguage, type Langue, localeOf } from './langue';

/** Minor units, as the API gives money. */
export interface Argent {
  montant: number;
  devise: string;
}

const DECIMALES: Readonly<Record<string, number>> = { XOF: 0, CNY: 2, EUR: 2, USD: 2 };
const SYMBOLES: Readonly<Record<string, string>> = { XOF: 'FCFA', CNY: '¥', EUR: '€', USD: '$' };
export const FUSEAUX: Readonly<Record<string, string>> = {
  CN: 'Asia/Shanghai',
  ML: 'Africa/Bamako',
  CI: 'Africa/Abidjan',
};
export const DEVISES: Readonly<Record<string, string>> = { CN: 'CNY', ML: 'XOF', CI: 'XOF' };

const nombres = new Map<string, Intl.NumberFormat>();

function numberFormat(langue: Langue, decimales: number, minimum: number): Intl.NumberFormat {
  const cle = `${langue}/${decimales}/${minimum}`;
  const connu = nombres.get(cle);
  if (connu) return connu;
  const neuf = new Intl.NumberFormat(localeOf(langue), {
    maximumFractionDigits: decimales,
    minimumFractionDigits: minimum,
  });
  nombres.set(cle, neuf);
  return neuf;
}

export const decimalesOf = (devise: string): number => DECIMALES[devise] ?? 2;

export function formatNombre(nombre: number, langue: Langue = currentLanguage()): string {
  return numberFormat(langue, 2, 0).format(nombre);
}

/** `12 500 FCFA`, `125,00 ¥`: the currency always follows the figure, whatever the language. */
export function formatArgent(argent: Argent, langue: Langue = currentLanguage()): string {
  return `${formatMontant(argent, langue)}\u00a0${SYMBOLES[argent.devise] ?? argent.devise}`;
}

export function formatMontant(argent: Argent, langue: Langue = currentLanguage()): string {
  const decimales = decimalesOf(argent.devise);
  return numberFormat(langue, decimales, decimales).format(argent.montant / 10 ** decimales);
}

export const symboleOf = (devise: string): string => SYMBOLES[devise] ?? devise;

/** Grams to `12,34 kg`: two decimals, three when the scale gave single grams. */
export function formatPoids(poids_g: number, langue: Langue = currentLanguage()): string {
  const decimales = poids_g % 10 === 0 ? 2 : 3;
  return `${numberFormat(langue, decimales, decimales).format(poids_g / 1000)}\u00a0kg`;
}

/** `60 × 40 × 35 cm` out of millimetres. */
export function formatDimensions(
  dimensions_mm: readonly number[],
  langue: Langue = currentLanguage(),
): string {
  const cm = dimensions_mm.map((mm) => numberFormat(langue, 1, 0).format(mm / 10));
  return `${cm.join(' × ')}\u00a0cm`;
}

/** What a person typed as kilograms ("12,5" or "12.5"), in whole grams; null when unreadable. */
export function parsePoidsKg(saisie: string): number | null {
  const parties = /^(\d{1,5})(?:[.,](\d{1,3}))?$/.exec(saisie.trim().replace(/\s/g, ''));
  if (!parties?.[1]) return null;
  return Number(parties[1]) * 1000 + Number((parties[2] ?? '').padEnd(3, '0'));
}

/** What a person typed as an amount, in minor units; null when unreadable. */
export function parseMontant(saisie: string, devise: string): number | null {
  const decimales = decimalesOf(devise);
  const parties = /^(\d{1,12})(?:[.,](\d+))?$/.exec(saisie.replace(/[\s\u00a0\u202f]/g, ''));
  if (!parties?.[1]) return null;
  const fraction = parties[2] ?? '';
  if (fraction.length > decimales) return null;
  return Number(parties[1] + fraction.padEnd(decimales, '0'));
}

export type StyleDate = 'jour' | 'heure' | 'moment' | 'long';
const STYLES: Readonly<Record<StyleDate, Intl.DateTimeFormatOptions>> = {
  jour: { day: '2-digit', month: 'short', year: 'numeric' },
  heure: { hour: '2-digit', minute: '2-digit' },
  moment: { day: '2-digit', month: 'short', hour: '2-digit', minute: '2-digit' },
  long: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
};

const dates = new Map<string, Intl.DateTimeFormat>();

/** Making one costs more than using it a hundred times: lists format every row. */
function dateFormat(langue: Langue, fuseau: string, style: StyleDate): Intl.DateTimeFormat {
  const cle = `${langue}/${fuseau}/${style}`;
  const connu = dates.get(cle);
  if (connu) return connu;
  const neuf = new Intl.DateTimeFormat(localeOf(langue), {
    ...STYLES[style],
    timeZone: fuseau,
    hour12: false,
  });
  dates.set(cle, neuf);
  return neuf;
}

const relatifs = new Map<Langue, Intl.RelativeTimeFormat>();

function relativeFormat(langue: Langue): Intl.RelativeTimeFormat {
  const connu = relatifs.get(langue);
  if (connu) return connu;
  const neuf = new Intl.RelativeTimeFormat(localeOf(langue), { numeric: 'auto' });
  relatifs.set(langue, neuf);
  return neuf;
}

/** A UTC moment in the agency's local time; `fuseau` is an IANA zone. */
export function formatDate(
  moment: string | Date,
  fuseau: string,
  style: StyleDate = 'moment',
  langue: Langue = currentLanguage(),
): string {
  const date = typeof moment === 'string' ? new Date(moment) : moment;
  if (Number.isNaN(date.getTime())) return '—';
  return dateFormat(langue, fuseau, style).format(date);
}

const PALIERS_DUREE: readonly (readonly [number, Intl.RelativeTimeFormatUnit])[] = [
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
];

/** `il y a 5 minutes`; below a minute, "now" in the reader's words. */
export function formatRelatif(
  moment: string | Date | number,
  now: number,
  langue: Langue = currentLanguage(),
): string {
  const secondes = Math.round((new Date(moment).getTime() - now) / 1000);
  const format = relativeFormat(langue);
  for (const [taille, unite] of PALIERS_DUREE) {
    if (Math.abs(secondes) >= taille) return format.format(Math.trunc(secondes / taille), unite);
  }
  return format.format(0, 'second');
}
