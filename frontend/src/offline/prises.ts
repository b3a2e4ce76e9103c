import type { Saisie } from './saisie';

type Prise = 'enregistrement' | 'pointage' | 'dommage' | 'remise';

const PRISES: Partial<Record<Saisie['type'], Prise>> = {
  'colis.ajouter_arrivee': 'pointage',
  'pointage.scanner': 'pointage',
  'remise.effectuer': 'remise',
};

/** The act its photos were taken at, in the server's words: only those of intake are public. */
function contextOf({ type, payload }: Saisie): unknown {
  if (type === 'photo.attach') return payload.contexte;
  if (type === 'pointage.scanner' && payload.etat === 'endommage') return 'dommage';
  return PRISES[type] ?? 'enregistrement';
}

/** What each photo of an act says of itself: its carton, the act and the moment it was taken at. */
export const shotOf = (saisie: Saisie, maintenant: Date): Record<string, unknown> => ({
  colis_id: saisie.photos_colis_id ?? saisie.entity_id,
  contexte: contextOf(saisie),
  survenu_le: saisie.payload.survenu_le ?? maintenant.toISOString(),
});

/** Photos of an act the server already has: they travel by themselves. */
export const isPhotosOnly = ({ type, photos }: Saisie): boolean =>
  type === 'photo.attach' && (photos ?? []).length > 0;

/** The photo.attach operations of an act made online, to be captured as an act of their own. */
export function photosOf(saisie: Saisie, maintenant: Date): Saisie {
  const { contexte, colis_id, survenu_le } = shotOf(saisie, maintenant);
  return {
    type: 'photo.attach',
    entity_id: String(colis_id),
    payload: { colis_id, contexte, survenu_le },
    photos: saisie.photos ?? [],
    resume: saisie.resume,
  };
}
