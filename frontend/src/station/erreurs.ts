/** The bench's hardware, as it is named to people. */
export type Appareil = 'balance' | 'douchette' | 'imprimante' | 'camera';

/** Why a device does not work; each has its sentence in the `materiel` namespace. */
export type Raison =
  | 'non_pris_en_charge'
  | 'refusee'
  | 'aucun_choix'
  | 'sans_reponse'
  | 'introuvable'
  | 'occupe'
  | 'debranche'
  | 'muet'
  | 'illisible'
  | 'etalonnage'
  | 'papier'
  | 'capot'
  | 'ruban'
  | 'pause'
  | 'bourrage'
  | 'eteinte'
  | 'camera_absente'
  | 'camera_refusee'
  | 'camera_occupee'
  | 'panne';

/** A device failed; the screens say `materiel:erreur.<raison>`, which tells what to do next. */
export class MaterielError extends Error {
  readonly appareil: Appareil;
  readonly raison: Raison;

  constructor(appareil: Appareil, raison: Raison, cause?: unknown) {
    super(`${appareil}: ${raison}`, { cause });
    this.name = 'MaterielError';
    this.appareil = appareil;
    this.raison = raison;
  }
}

export const cleErreur = ({ raison }: MaterielError) => `erreur.${raison}` as const;

const NOMS: Readonly<Record<string, Raison>> = {
  NotFoundError: 'aucun_choix',
  SecurityError: 'refusee',
  NotAllowedError: 'refusee',
  InvalidStateError: 'occupe',
  NotReadableError: 'occupe',
  NetworkError: 'debranche',
  BreakError: 'panne',
  ParityError: 'illisible',
  FramingError: 'illisible',
};

/** The name of what was thrown, whatever class the browser made it. */
export function nameOf(cause: unknown): string {
  return typeof cause === 'object' && cause !== null && 'name' in cause ? String(cause.name) : '';
}

/** What the browser threw, as a failure of this device. `defaut` when its name says nothing. */
export function materielError(
  appareil: Appareil,
  cause: unknown,
  defaut: Raison = 'panne',
): MaterielError {
  if (cause instanceof MaterielError) return cause;
  return new MaterielError(appareil, NOMS[nameOf(cause)] ?? defaut, cause);
}
