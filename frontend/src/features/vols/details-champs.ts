import { z } from 'zod';
import { parseAwb } from '@/lib/references';
import { fromLocalInput, toLocalInput } from './heure-locale';
import type { Vol } from './queries';

interface Messages {
  lta: string;
  nombre: string;
}

/** "1 500", "12,5" → 1500, 12.5; null when empty; NaN when it is no positive number. */
export function parseNombre(saisie: string): number | null {
  const texte = saisie.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.');
  if (texte === '') return null;
  const nombre = /^\d+(\.\d+)?$/.test(texte) ? Number(texte) : Number.NaN;
  return nombre > 0 ? nombre : Number.NaN;
}

const isNombre = (saisie: string): boolean => !Number.isNaN(parseNombre(saisie) ?? 0);

/** The flight's particulars as typed; all of them may wait until closing. */
export function schemaOf(messages: Messages) {
  return z.object({
    numero: z.string().max(10),
    lta: z.string().refine((saisie) => saisie.trim() === '' || parseAwb(saisie) !== null, {
      message: messages.lta,
    }),
    compagnie: z.string(),
    aeroport_depart: z.string(),
    aeroport_arrivee: z.string(),
    depart_prevu: z.string(),
    arrivee_prevue: z.string(),
    capacite_kg: z.string().refine(isNombre, { message: messages.nombre }),
    capacite_m3: z.string().refine(isNombre, { message: messages.nombre }),
  });
}

export type ChampsVol = z.infer<ReturnType<typeof schemaOf>>;

export function valuesOf(vol: Vol): ChampsVol {
  return {
    numero: vol.numero,
    lta: vol.lta,
    compagnie: vol.compagnie ?? '',
    aeroport_depart: vol.aeroport_depart ?? '',
    aeroport_arrivee: vol.aeroport_arrivee ?? '',
    depart_prevu: toLocalInput(vol.depart_prevu, vol.fuseau_depart),
    arrivee_prevue: toLocalInput(vol.arrivee_prevue, vol.fuseau_arrivee),
    capacite_kg: vol.capacite_kg === null ? '' : String(vol.capacite_kg),
    capacite_m3: vol.capacite_m3 === null ? '' : String(vol.capacite_m3),
  };
}

type Touches = Partial<Record<keyof ChampsVol, boolean>>;

/** Only what was touched goes to the server; a new airport re-reads its time on its own clock. */
export function changesOf(
  champs: ChampsVol,
  touches: Touches,
  fuseaux: { depart: string; arrivee: string },
): Record<string, unknown> {
  const tous: Record<keyof ChampsVol, unknown> = {
    numero: champs.numero.trim().toUpperCase(),
    lta: champs.lta.trim() === '' ? null : parseAwb(champs.lta),
    compagnie: champs.compagnie || null,
    aeroport_depart: champs.aeroport_depart || null,
    aeroport_arrivee: champs.aeroport_arrivee || null,
    depart_prevu: fromLocalInput(champs.depart_prevu, fuseaux.depart),
    arrivee_prevue: fromLocalInput(champs.arrivee_prevue, fuseaux.arrivee),
    capacite_kg: parseNombre(champs.capacite_kg),
    capacite_m3: parseNombre(champs.capacite_m3),
  };
  const changes = Object.entries(tous).filter(([champ]) => touches[champ as keyof ChampsVol]);
  const resultat = Object.fromEntries(changes);
  if (touches.aeroport_depart && champs.depart_prevu) resultat.depart_prevu = tous.depart_prevu;
  if (touches.aeroport_arrivee && champs.arrivee_prevue) {
    resultat.arrivee_prevue = tous.arrivee_prevue;
  }
  return resultat;
}
