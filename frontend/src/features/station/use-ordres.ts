import { t } from '@/i18n';
import { CATEGORIES, MODES } from '@/lib/nomenclature';
import type { Commande } from '@/station/douchette/commandes';
import { announce, beep } from './annonce';
import { nextVol } from './bloc-vol';
import { isSerieFixe, withDits, withGabarit, withTotal } from './brouillon';
import { focusEtape, pressRetake, pressShutter } from './etapes';
import { printAgain } from './impression';
import { isScaleLive } from './poste';
import { prefer, usePreferences } from './preferences';
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

/** The camera of the bench as one more scanner, or not any more. */
export function toggleLecture(): void {
  const { camera, cameraLit } = usePreferences.getState();
  const lit = !(camera && cameraLit);
  prefer(lit ? { camera: true, cameraLit: true } : { cameraLit: false });
  announce('ok', t(lit ? 'station:cameraLit' : 'station:cameraNeLit'));
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
  printAgain(r.imprimee, r.prix.tarifs)
    .then(r.reprinted)
    .catch(() => announce('refus', t('station:pasImprime')));
}

/** The labels that left say how many there are: what would make them false is refused. */
function refuseSerie({ rang, total }: Reception['b']): void {
  announce('attention', t(rang === total ? 'station:serieFinie' : 'station:serieFixe', { total }));
}

/**
 * "And one more of the same client": before its first label the series grows, after it the next
 * carton is only confirmed, and the last one ends it.
 */
function confirmAndGo(r: Reception): void {
  const b = r.courant();
  if (b.rang < b.total) r.valider();
  else if (isSerieFixe(b)) refuseSerie(b);
  else void r.confirm(b.total + 1);
}

/** How many cartons, as long as no label has said so. False: refused, aloud. */
export function changeTotal(r: Reception, saisie: string): boolean {
  const b = r.courant();
  if (isSerieFixe(b) && saisie !== String(b.total)) {
    refuseSerie(b);
    return false;
  }
  r.setB((avant) => withTotal(avant, saisie));
  return true;
}

/** The next open flight of this route, by its name. */
export function changeVol(r: Reception): void {
  if (r.vols.length === 0) {
    announce('refus', t('station:aucunVolOuvert'));
    return;
  }
  const vol = nextVol(r);
  if (vol)
    announce('ok', t('station:volChange', { vol: vol.numero || t('station:volSansNumero') }));
  else announce('attention', t('station:sansVol'));
}

/** The destination, while it is not the client's own. */
function choosePays(r: Reception, valeur: string): void {
  const { client, rang } = r.courant();
  if (isSerieFixe({ rang })) {
    announce('attention', t('station:serieClient', { nom: r.client?.nom ?? '' }));
    return;
  }
  if (!r.servis.includes(valeur)) {
    announce('refus', t('station:paysPasServi', { valeur }));
    return;
  }
  const pays = t(`commun:pays.${(client?.pays ?? valeur) as 'ML'}`, {
    defaultValue: client?.pays ?? valeur,
  });
  if (client && client.pays !== valeur) {
    announce('attention', t('station:paysDuClient', { nom: client.nom, pays }));
    return;
  }
  r.setB((avant) => ({ ...avant, pays: valeur, dits: withDits(avant, 'pays') }));
  announce('ok', pays);
}

function choose(r: Reception, champ: 'categorie' | 'mode', valeur: string): void {
  const choisi = valeur.toLowerCase();
  const connus: readonly string[] = champ === 'categorie' ? CATEGORIES : MODES;
  if (!connus.includes(choisi)) {
    announce('refus', t('station:commandeInconnue', { valeur }));
    return;
  }
  r.setB((avant) => ({ ...avant, [champ]: choisi, dits: withDits(avant, champ) }));
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
  CONFIRMER: (r) => r.valider(),
  SUIVANT: confirmAndGo,
  ANNULER: (r) => r.restart(),
  RECOMMENCER: (r) => r.restart(),
  RETABLIR: (r) => {
    if (!r.restore()) announce('attention', t('station:rienARetablir'));
  },
  REIMPRIMER: reprintLast,
  PESER: (r) => r.weighAgain(),
  PHOTO: () => {
    if (!pressShutter()) announce('refus', t('station:sansCamera'));
  },
  REPRENDRE: () => {
    if (!pressRetake()) announce('refus', t('station:photos.rien'));
  },
  CONTENU: () => focusEtape('contenu'),
  LIRE: toggleLecture,
  'MEME-CLIENT': (r) => void r.again(),
  VOL: changeVol,
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
    if (changeTotal(r, valeur)) announce('ok', t('station:cartonsDits', { valeur }));
  },
  GABARIT: (r, valeur) => applyGabarit(r, Number(valeur) - 1),
  PAYS: choosePays,
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
