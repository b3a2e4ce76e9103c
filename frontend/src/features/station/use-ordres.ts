import { t } from '@/i18n';
import type { Commande } from '@/station/douchette/commandes';
import { announce, beep } from './annonce';
import { nextVol } from './bloc-vol';
import { CATEGORIES, MODES, withGabarit, withTotal } from './brouillon';
import { pressShutter } from './etapes';
import { printAgain } from './impression';
import { isScaleLive } from './poste';
import type { Reception } from './use-reception';

/** Opens the agreed price at the tariff's own figure, or gives it up. */
export function toggleNegocie(r: Reception): void {
  const { tarif } = r.prix;
  if (r.b.negocie) r.change({ negocie: null });
  else if (tarif) {
    const prix = String(tarif.prix.montant);
    r.change({ negocie: { prix, unite: tarif.unite, motif: '' } });
    r.viser('negocie');
  } else announce('refus', t('station:negocieSansTarif'));
}

/** The client's nth usual carton, sizes and pieces included. */
export function applyGabarit(r: Reception, rang: number): void {
  const gabarit = r.gabarits[rang];
  if (!gabarit) {
    beep('refus');
    return;
  }
  r.setB((avant) => withGabarit(avant, gabarit, true));
  announce('ok', gabarit.contenu);
  r.viser(isScaleLive() ? 'valider' : 'poids');
}

export function reprintLast(r: Reception): void {
  if (!r.imprimee) {
    announce('refus', t('station:rienAImprimer'));
    return;
  }
  announce('ok', t('station:reimpression'));
  printAgain(r.imprimee).catch(() => announce('refus', t('station:pasImprime')));
}

/** "And one more of the same client": the series grows when this was its last carton. */
async function confirmAndGo(r: Reception): Promise<void> {
  const { rang, total } = r.b;
  await r.confirm(rang === total ? total + 1 : total);
}

function choose(r: Reception, champ: 'categorie' | 'mode', valeur: string): void {
  const choisi = valeur.toLowerCase();
  const connus: readonly string[] = champ === 'categorie' ? CATEGORIES : MODES;
  if (!connus.includes(choisi)) {
    announce('refus', t('station:commandeInconnue', { valeur }));
    return;
  }
  r.setB((avant) => ({ ...avant, [champ]: choisi, dits: [...avant.dits, champ] }));
  announce(
    'ok',
    t(
      champ === 'categorie'
        ? `colis:categories.${choisi as 'standard'}`
        : `colis:modes.${choisi as 'cargo'}`,
    ),
  );
}

const SIMPLES: Readonly<Record<string, (r: Reception) => void>> = {
  CONFIRMER: (r) => void r.confirm(),
  SUIVANT: (r) => void confirmAndGo(r),
  ANNULER: (r) => r.restart(),
  RECOMMENCER: (r) => r.restart(),
  REIMPRIMER: reprintLast,
  PESER: (r) => r.weighAgain(),
  PHOTO: () => {
    if (!pressShutter()) announce('refus', t('station:sansCamera'));
  },
  'MEME-CLIENT': (r) => r.again(),
  VOL: (r) => {
    nextVol(r);
    announce('ok', t('station:volChange'));
  },
  NEGOCIER: toggleNegocie,
};

const AVEC_VALEUR: Readonly<Record<string, (r: Reception, valeur: string) => void>> = {
  CATEGORIE: (r, valeur) => choose(r, 'categorie', valeur),
  MODE: (r, valeur) => choose(r, 'mode', valeur),
  PIECES: (r, valeur) => {
    r.change({ pieces: valeur });
    announce('ok', t('station:piecesDites', { valeur }));
  },
  CARTONS: (r, valeur) => {
    r.setB((avant) => withTotal(avant, valeur));
    announce('ok', t('station:cartonsDits', { valeur }));
  },
  GABARIT: (r, valeur) => applyGabarit(r, Number(valeur) - 1),
};

/** A command read off the printed sheet. */
export function obey(r: Reception, commande: Commande, aide: () => void): void {
  const { acte } = commande;
  const valeur = 'valeur' in commande ? commande.valeur : '';
  if (acte === 'AIDE') aide();
  else if (acte in SIMPLES) SIMPLES[acte]?.(r);
  else if (acte in AVEC_VALEUR) AVEC_VALEUR[acte]?.(r, valeur);
  else announce('refus', t('station:commandeInconnue', { valeur }));
}
