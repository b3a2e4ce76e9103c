import { ETAPES, type Etape } from './etats';
import { LANGUES, type LangueTexte } from './queries-gabarits';
import type { Modele } from './queries-lignes';

/** An approved text as it is typed: its blanks one a line. */
export interface ModeleSaisi {
  cle: number;
  etape: Etape;
  langue: LangueTexte;
  nom: string;
  code_langue: string;
  parametres: string;
}

/** What WhatsApp takes as a template's name, and as its language. */
const NOM = /^[a-z0-9_]{1,512}$/;
const CODE = /^[a-z]{2,3}(_[A-Z]{2})?$/;

export const draftsOf = (modeles: readonly Modele[]): ModeleSaisi[] =>
  modeles.map(({ parametres, ...reste }, cle) => ({
    ...reste,
    cle,
    parametres: parametres.join('\n'),
  }));

/** The next step nobody has given a text yet, in French. */
export function newDraft(avant: readonly ModeleSaisi[]): ModeleSaisi {
  const prises = new Set(avant.map(({ etape }) => etape));
  return {
    cle: Math.max(-1, ...avant.map(({ cle }) => cle)) + 1,
    etape: ETAPES.find((etape) => !prises.has(etape)) ?? ETAPES[0],
    langue: LANGUES[0],
    nom: '',
    code_langue: 'fr',
    parametres: '',
  };
}

/** What the server takes, or what is wrong with which. */
export function readModeles(saisis: readonly ModeleSaisi[]): {
  lus: Modele[] | null;
  faux: Map<number, 'nom' | 'code' | 'double'>;
} {
  const faux = new Map<number, 'nom' | 'code' | 'double'>();
  const vues = new Set<string>();
  for (const { cle, etape, langue, nom, code_langue } of saisis) {
    const paire = `${etape}/${langue}`;
    if (vues.has(paire)) faux.set(cle, 'double');
    else if (!NOM.test(nom.trim())) faux.set(cle, 'nom');
    else if (!CODE.test(code_langue.trim())) faux.set(cle, 'code');
    vues.add(paire);
  }
  if (faux.size > 0) return { lus: null, faux };
  const lus = saisis.map(({ etape, langue, nom, code_langue, parametres }) => ({
    etape,
    langue,
    nom: nom.trim(),
    code_langue: code_langue.trim(),
    parametres: parametres
      .split('\n')
      .map((ligne) => ligne.trim())
      .filter((ligne) => ligne !== ''),
  }));
  return { lus, faux };
}
