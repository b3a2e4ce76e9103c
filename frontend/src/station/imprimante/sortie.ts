import { dressLabel } from './apprets';
import { EnvoiImpossible, type EtatImprimante, Imprimante } from './imprimante';
import { printLabel } from './index';
import { toPng } from './png';
import type { ReglageImprimante } from './reglage';
import type { Impression } from './travaux';

/** Set when the bytes of a label are ready to leave: the bench measures from the key to here. */
export const REPERE_OCTETS = 'ts:label-bytes';

export type OuvrirPdf = (impression: Impression) => Promise<void>;

/** Where labels go, whatever the transport. */
export interface Sortie {
  /** Draws, encodes, asks the printer if it can; nothing leaves. Answers what sends it. */
  prepare(impression: Impression): Promise<() => Promise<void>>;
  choose(): Promise<void>;
  reconnect(): Promise<boolean>;
  subscribe(abonne: (etat: EtatImprimante) => void): () => void;
  close(): Promise<void>;
}

/** The browser and the server's PDF are always there. */
const TOUJOURS = {
  choose: () => Promise.resolve(),
  reconnect: () => Promise.resolve(true),
  subscribe: (abonne: (etat: EtatImprimante) => void) => {
    abonne({ etat: 'connectee', erreur: null });
    return () => undefined;
  },
  close: () => Promise.resolve(),
};

const markReady = (): void => void performance.mark(REPERE_OCTETS);

function browserOutlet(langage: ReglageImprimante['langage']): Sortie {
  return {
    ...TOUJOURS,
    prepare: async ({ etiquette, taille }) => {
      const png = await toPng(await dressLabel(etiquette, taille, langage).bitmap);
      markReady();
      return () => printLabel(png, taille);
    },
  };
}

function pdfOutlet(ouvrir: OuvrirPdf | undefined): Sortie {
  return {
    ...TOUJOURS,
    prepare: (impression) => {
      if (!ouvrir) return Promise.reject(new EnvoiImpossible('imprimante', 'introuvable'));
      return Promise.resolve(async () => {
        await ouvrir(impression).catch((cause: unknown) => {
          throw new EnvoiImpossible('imprimante', 'panne', cause);
        });
      });
    },
  };
}

function deviceOutlet(reglage: ReglageImprimante): Sortie {
  const imprimante = new Imprimante(reglage);
  return {
    prepare: async ({ etiquette, taille }) => {
      const [octets] = await Promise.all([
        dressLabel(etiquette, taille, reglage.langage).octets,
        imprimante.expectReady(),
      ]);
      markReady();
      return () => imprimante.send(octets);
    },
    choose: () => imprimante.choose(),
    reconnect: () => imprimante.reconnect(),
    subscribe: (abonne) => imprimante.subscribe(abonne),
    close: () => imprimante.close(),
  };
}

export function outletOf(reglage: ReglageImprimante, ouvrirPdf?: OuvrirPdf): Sortie {
  if (reglage.transport === 'navigateur') return browserOutlet(reglage.langage);
  return reglage.transport === 'pdf' ? pdfOutlet(ouvrirPdf) : deviceOutlet(reglage);
}

/** Nothing had left: it may simply be sent again later. */
export const neverLeft = (cause: unknown): boolean => cause instanceof EnvoiImpossible;
