import type { Brouillon } from './brouillon';
import type { Etape } from './etape';
import { screenContenu } from './matieres';
import { asksPieces, type Manque } from './saisies';

/** What a stop depends on besides the carton itself. */
export interface Contexte {
  /** Nobody is known by this number yet. */
  inconnu: boolean;
  /** The tariff bills by volume. */
  auVolume: boolean;
}

/** A client already known skips name and country; only batteries are asked their energy. */
export function etapesOf(b: Brouillon, { inconnu, auVolume }: Contexte): Etape[] {
  const si = (vrai: boolean, ...etapes: Etape[]): Etape[] => (vrai ? etapes : []);
  const energie = screenContenu(b.contenu, b.categorie).tranche !== null;
  return [
    'telephone',
    ...si(inconnu && b.client === null, 'nom', 'pays'),
    'total',
    'poids',
    'longueur',
    'largeur',
    'hauteur',
    ...si(auVolume, 'volume'),
    'mode',
    'categorie',
    ...si(asksPieces(b), 'pieces'),
    'contenu',
    ...si(energie, 'mah', 'volts'),
    'valeur',
    ...si(b.negocie !== null, 'negocie', 'motif'),
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
    volume: 'volume' as const,
    pieces: 'pieces' as const,
    contenu: 'contenu' as const,
    batterie: 'mah' as const,
    valeur: 'valeur' as const,
    negocie: 'negocie' as const,
  })[manque];

/** The stop after this one that nothing has settled yet; the button at the end. */
export function nextOpen(etapes: readonly Etape[], de: Etape, dits: readonly Etape[]): Etape {
  const suite = etapes.slice(etapes.indexOf(de) + 1);
  return suite.find((etape) => !dits.includes(etape)) ?? 'valider';
}

/** False where the stop cannot take the focus: no camera, nothing to confirm yet. */
export function focusEtape(etape: Etape): boolean {
  const element = document.querySelector<HTMLElement>(`[data-etape="${etape}"]`);
  element?.focus();
  if (element instanceof HTMLInputElement && element.type !== 'radio') element.select();
  return element !== null && document.activeElement === element;
}

function press(choix: string): boolean {
  const bouton = document.querySelector<HTMLButtonElement>(choix);
  if (!bouton || bouton.disabled) return false;
  bouton.click();
  return true;
}

/** The shutter, from wherever the hands are. */
export const pressShutter = (): boolean => press('button[data-etape="photo"]');

/** The last photo again; false where there is none, or no camera. */
export const pressRetake = (): boolean => press('button[data-reprendre]');

export function currentEtape(): Etape | null {
  const actif = document.activeElement;
  return actif instanceof HTMLElement ? ((actif.dataset.etape as Etape) ?? null) : null;
}

export function neighbour(etapes: readonly Etape[], de: Etape, pas: 1 | -1): Etape | null {
  return etapes[etapes.indexOf(de) + pas] ?? null;
}
