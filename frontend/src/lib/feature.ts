import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import type { Interface, Utilisateur } from './session';

type Charge = () => Promise<{ Component: ComponentType }>;

export interface RouteFeature {
  /** Below `/`, in react-router's syntax: `vols/:id`. */
  path: string;
  lazy: Charge;
  /** Any one of these opens the page; without it, whoever is signed in. */
  actions?: readonly string[];
}

export interface EntreeNav {
  to: string;
  icon: LucideIcon;
  /** The label, from the feature's own namespace. */
  libelle: () => string;
  actions?: readonly string[];
  /** Front doors that show it; all of them when absent. */
  pour?: readonly Interface[];
  /** Small first; the first four make the phone's bottom bar. */
  ordre: number;
}

export interface PanneauAccueil {
  pour: readonly Interface[];
  actions?: readonly string[];
  ordre: number;
  /** Spans the whole width on a desktop. */
  large?: boolean;
  /** Said before anything else, above the shortcuts; nothing when it has nothing to say. */
  alerte?: boolean;
  lazy: Charge;
}

/** A refused act as its form sees it, and how it is sent again. */
export interface FormulaireCorrection {
  type: string;
  entity_id: string;
  payload: Readonly<Record<string, unknown>>;
  resume: string;
  /** Only what changed; the act moved to another flight says so in `plus`. */
  onEnvoyer: (
    payload: Record<string, unknown>,
    plus?: { entity_id?: string; resume?: string },
  ) => void;
  onFermer: () => void;
  occupe: boolean;
  erreur: unknown;
}

/** The screen where an act is captured, given the refused one; or a form of its own. */
export type Correction =
  | ((entity_id: string, payload: Record<string, unknown>, op_id: string) => string)
  | { formulaire: () => Promise<{ Component: ComponentType<FormulaireCorrection> }> };

/** Everything the house needs to know about a feature. */
export interface Feature {
  id: string;
  routes: readonly RouteFeature[];
  nav?: readonly EntreeNav[];
  /** How a refused act of these types is corrected and sent again. */
  corrections?: Partial<Record<string, Correction>>;
  /** What the feature shows on the homes of the roles it serves. */
  accueil?: readonly PanneauAccueil[];
}

interface Gardee {
  actions?: readonly string[];
  pour?: readonly Interface[];
}

export function isOpenTo(
  { actions, pour }: Gardee,
  utilisateur: Utilisateur,
  porte: Interface,
): boolean {
  if (pour && !pour.includes(porte)) return false;
  return !actions || actions.some((action) => utilisateur.actions.includes(action));
}
