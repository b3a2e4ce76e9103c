import { asksPieces, type Brouillon, type Manque } from './brouillon';

/** The stops of the bench, in the order hands meet them. */
export type Etape =
  | 'telephone'
  | 'nom'
  | 'pays'
  | 'total'
  | 'poids'
  | 'longueur'
  | 'largeur'
  | 'hauteur'
  | 'mode'
  | 'categorie'
  | 'pieces'
  | 'contenu'
  | 'valeur'
  | 'photo'
  | 'valider';

/** A client already known skips name and country; a series skips everything said once. */
export function etapesOf(b: Brouillon, inconnu: boolean): Etape[] {
  const client: Etape[] = inconnu && b.client === null ? ['nom', 'pays'] : [];
  const pieces: Etape[] = asksPieces(b) ? ['pieces'] : [];
  return [
    'telephone',
    ...client,
    'total',
    'poids',
    'longueur',
    'largeur',
    'hauteur',
    'mode',
    'categorie',
    ...pieces,
    'contenu',
    'valeur',
    'photo',
    'valider',
  ];
}

/** Where the eye is sent when the carton cannot be confirmed yet. */
export const etapeOfManque = (manque: Manque, inconnu: boolean): Etape =>
  ({
    client: inconnu ? ('nom' as const) : ('telephone' as const),
    poids: 'poids' as const,
    dimensions: 'longueur' as const,
    pieces: 'pieces' as const,
    contenu: 'contenu' as const,
    valeur: 'valeur' as const,
  })[manque];

/** False where the stop cannot take the focus: no camera, nothing to confirm yet. */
export function focusEtape(etape: Etape): boolean {
  const element = document.querySelector<HTMLElement>(`[data-etape="${etape}"]`);
  element?.focus();
  if (element instanceof HTMLInputElement && element.type !== 'radio') element.select();
  return element !== null && document.activeElement === element;
}

/** The shutter, from wherever the hands are. */
export function pressShutter(): boolean {
  const bouton = document.querySelector<HTMLButtonElement>('button[data-etape="photo"]');
  if (!bouton || bouton.disabled) return false;
  bouton.click();
  return true;
}

export function currentEtape(): Etape | null {
  const actif = document.activeElement;
  return actif instanceof HTMLElement ? ((actif.dataset.etape as Etape) ?? null) : null;
}

export function neighbour(etapes: readonly Etape[], de: Etape, pas: 1 | -1): Etape | null {
  return etapes[etapes.indexOf(de) + pas] ?? null;
}
