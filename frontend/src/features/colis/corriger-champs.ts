import { z } from 'zod';
import { parsePoidsKg } from '@/lib/format';
import type { ColisDetail } from './queries';

interface Messages {
  poids: string;
  dimensions: string;
  batterie: string;
  requis: string;
}

const kgOf = (poids_g: number): string => String(poids_g / 1000).replace('.', ',');

/** "60x40x35" to millimetres; null when empty, undefined when unreadable. */
export function parseDimensions(saisie: string): number[] | null | undefined {
  if (saisie.trim() === '') return null;
  const cotes = saisie.trim().split(/\s*[x×*/]\s*|\s+/i);
  if (cotes.length !== 3) return undefined;
  const mm = cotes.map((cote) => Math.round(Number(cote.replace(',', '.')) * 10));
  return mm.every((un) => un > 0 && un <= 20_000) ? mm : undefined;
}

/** mAh and volts to the API's figures; null: no battery, undefined: unreadable. */
export function parseBatterie(
  mah: string,
  volts: string,
): { mah: number; mv: number } | null | undefined {
  if (mah.trim() === '' && volts.trim() === '') return null;
  const capacite = /^\d{1,7}$/.test(mah.trim()) ? Number(mah) : 0;
  const mv = parsePoidsKg(volts) ?? 0;
  return capacite > 0 && mv > 0 && mv <= 1_000_000 ? { mah: capacite, mv } : undefined;
}

export function schemaOf(messages: Messages) {
  const champs = z.object({
    poids: z.string().refine((saisie) => (parsePoidsKg(saisie) ?? 0) > 0, {
      message: messages.poids,
    }),
    dimensions: z.string().refine((saisie) => parseDimensions(saisie) !== undefined, {
      message: messages.dimensions,
    }),
    categorie: z.string(),
    contenu: z.string().trim().min(1, messages.requis).max(300),
    pieces: z.string().regex(/^\d{1,5}$/, messages.requis),
    mah: z.string(),
    volts: z.string(),
    motif: z.string().trim().min(3, messages.requis).max(300),
  });
  return champs.refine(({ mah, volts }) => parseBatterie(mah, volts) !== undefined, {
    path: ['mah'],
    message: messages.batterie,
  });
}

export type Champs = z.infer<ReturnType<typeof schemaOf>>;

const voltsOf = (mv: number | undefined): string =>
  mv === undefined ? '' : String(mv / 1000).replace('.', ',');

export const valuesOf = (colis: ColisDetail): Champs => ({
  poids: kgOf(colis.poids_g),
  dimensions: (colis.dimensions_mm ?? []).map((mm) => String(mm / 10).replace('.', ',')).join('x'),
  categorie: colis.categorie,
  contenu: colis.contenu,
  pieces: String(colis.nombre_pieces),
  mah: String(colis.matieres?.batterie?.mah ?? ''),
  volts: voltsOf(colis.matieres?.batterie?.mv),
  motif: '',
});

type Touches = Partial<Record<keyof Champs, boolean>>;

/** What was touched, in the API's words; empty when nothing was. */
export function changesOf(champs: Champs, touches: Touches): Record<string, unknown> {
  const batterie = { batterie: parseBatterie(champs.mah, champs.volts) };
  const tous: [keyof Champs, Record<string, unknown>][] = [
    ['mah', batterie],
    ['volts', batterie],
    ['poids', { poids_g: parsePoidsKg(champs.poids), source_poids: 'manuel' }],
    ['dimensions', { dimensions_mm: parseDimensions(champs.dimensions) }],
    ['categorie', { categorie: champs.categorie }],
    ['contenu', { contenu: champs.contenu.trim() }],
    ['pieces', { nombre_pieces: Number(champs.pieces) }],
  ];
  return Object.assign({}, ...tous.filter(([champ]) => touches[champ]).map(([, corps]) => corps));
}
