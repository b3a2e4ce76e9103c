import { formatCodeSuivi } from '@/lib/code-suivi';
import { type Argent, formatArgent, formatDate, formatPoids } from '@/lib/format';
import type { Bitmap } from './bitmap';
import type { TailleEtiquette } from './index';
import { barsOf, qrOf } from './tires';
import { Toile } from './toile';

/** What a label says. The server's label has the same content and the same places. */
export interface Etiquette {
  code_suivi: string;
  /** Public tracking address ending in the code. */
  url: string;
  pays: string;
  ville: string;
  client_nom: string;
  client_telephone_fin?: string;
  rang: number;
  total: number;
  poids_g: number;
  mode: string;
  categorie: string;
  agence: string;
  enregistre_le: string;
  /** IANA zone of the agency. */
  fuseau: string;
  montant?: Argent | null;
  /** The price is this device's own figure, nobody has confirmed it. */
  estime?: boolean;
  paye_en_chine?: boolean;
  /** The dangerous goods mark (`UN 3481`). */
  danger?: string | null;
  nombre_pieces?: number | null;
}

const POINTS_PAR_MM = 8;
/** From here on a name takes three lines. */
const NOM_LONG = 48;
const PAYS: Readonly<Record<string, string>> = { ML: 'Mali', CI: 'Côte d’Ivoire', CN: 'Chine' };
const MODES: Readonly<Record<string, string>> = { cargo: 'CARGO 普货', express: 'EXPRESS 快件' };

/** The name of the country, from its code too. */
const countryOf = ({ pays }: Etiquette): string => (PAYS[pays] ?? pays).toUpperCase();

const paiementOf = ({ paye_en_chine, montant, estime }: Etiquette): string => {
  if (paye_en_chine) return 'PAYÉ EN CHINE 已付款';
  if (!montant) return '';
  return estime ? 'À PAYER (ESTIMÉ 估价)' : 'À PAYER';
};

/** Labels are read in Mali and Côte d'Ivoire: figures and dates are French on all of them. */
const prixOf = ({ montant, estime }: Etiquette): string =>
  montant ? `${estime ? '≈ ' : ''}${formatArgent(montant, 'fr')}` : '';
const dateOf = ({ enregistre_le, fuseau }: Etiquette): string =>
  formatDate(enregistre_le, fuseau, 'jour', 'fr');

function detailsOf({ categorie, nombre_pieces, client_telephone_fin }: Etiquette): string {
  return [
    categorie,
    nombre_pieces ? `${nombre_pieces} pièces` : '',
    client_telephone_fin ? `Tél. ${client_telephone_fin}` : '',
  ]
    .filter((mot) => mot !== '')
    .join(' · ');
}

/** From two metres: where it goes; from one: whose; in the hand: the rest. */
function drawHead(toile: Toile, etiquette: Etiquette, x: number, largeur: number): void {
  const mode = MODES[etiquette.mode] ?? etiquette.mode.toUpperCase();
  const large = Math.round(toile.measure(mode, 50)) + 36;
  toile.text(x, 30, etiquette.ville.toUpperCase(), { taille: 172, taille_min: 80, largeur });
  toile.text(x, 186, countryOf(etiquette), {
    taille: 62,
    taille_min: 32,
    largeur: largeur - large - 20,
  });
  toile.badge(x + largeur - large, 176, mode, 50, 18);
  toile.block(x, 258, largeur, 5);
}

function drawClient(toile: Toile, etiquette: Etiquette, x: number, largeur: number): void {
  const cote = etiquette.danger ? 168 : 0;
  const place = largeur - cote - 10;
  toile.text(x, 282, etiquette.client_nom, {
    taille: 60,
    taille_min: 36,
    largeur: place,
    lignes: etiquette.client_nom.length < NOM_LONG ? 2 : 3,
  });
  toile.text(x, 420, detailsOf(etiquette), {
    taille: 34,
    taille_min: 28,
    largeur: place,
    gras: false,
  });
  if (etiquette.danger) toile.diamond(x + largeur - cote, 272, cote, etiquette.danger);
  toile.block(x, 466, largeur, 3);
  toile.text(x, 488, 'COLIS 件', { taille: 26, largeur: 250, gras: false });
  toile.text(x, 526, `${etiquette.rang}/${etiquette.total}`, {
    taille: 112,
    taille_min: 60,
    largeur: 270,
  });
  toile.text(x + 300, 488, 'POIDS 重量', { taille: 26, largeur: 300, gras: false });
  toile.text(x + 300, 526, formatPoids(etiquette.poids_g, 'fr'), {
    taille: 112,
    taille_min: 60,
    largeur: largeur - 300,
  });
  toile.block(x, 640, largeur, 3);
}

function drawMoney(toile: Toile, etiquette: Etiquette, x: number, largeur: number): void {
  const paiement = paiementOf(etiquette);
  if (etiquette.paye_en_chine) {
    toile.frame(x, 668, largeur, 84, 5);
    toile.text(x + 16, 693, paiement, {
      taille: 46,
      taille_min: 30,
      largeur: largeur - 32,
      ancre: 'centre',
    });
    toile.text(x, 776, prixOf(etiquette), { taille: 42, largeur, gras: false });
  } else {
    toile.text(x, 676, paiement, { taille: 30, largeur, gras: false });
    toile.text(x, 716, prixOf(etiquette), { taille: 62, taille_min: 36, largeur });
  }
  toile.text(x, 846, etiquette.agence, { taille: 34, taille_min: 28, largeur });
  toile.text(x, 890, dateOf(etiquette), { taille: 34, largeur, gras: false });
}

function drawLarge(toile: Toile, etiquette: Etiquette): void {
  const x = 28;
  const largeur = toile.largeur - 56;
  drawHead(toile, etiquette, x, largeur);
  drawClient(toile, etiquette, x, largeur);
  const qr = qrOf(etiquette.url, 270);
  toile.stamp(qr, x + 6, 668);
  const droite = x + qr.width + 44;
  drawMoney(toile, etiquette, droite, x + largeur - droite);
  toile.block(x, 962, largeur, 3);
  const barres = barsOf(etiquette.code_suivi, toile.largeur, 118, 4);
  toile.stamp(barres, Math.floor((toile.largeur - barres.width) / 2), 984);
  toile.text(x, 1120, formatCodeSuivi(etiquette.code_suivi), {
    taille: 76,
    largeur,
    ancre: 'centre',
  });
}

function drawSmall(toile: Toile, etiquette: Etiquette): void {
  const x = 14;
  const largeur = toile.largeur - 28;
  const qr = qrOf(etiquette.url, 168);
  toile.stamp(qr, x, 14);
  const droite = x + qr.width + 22;
  const place = x + largeur - droite;
  const mode = etiquette.mode.toUpperCase();
  const large = Math.round(toile.measure(mode, 22)) + 16;
  toile.text(droite, 14, etiquette.ville.toUpperCase(), {
    taille: 62,
    taille_min: 30,
    largeur: place,
  });
  toile.badge(x + largeur - large, 66, mode, 22, 8);
  toile.text(droite, 70, countryOf(etiquette), {
    taille: 24,
    taille_min: 16,
    largeur: place - large - 8,
  });
  toile.text(droite, 102, etiquette.client_nom, { taille: 27, taille_min: 22, largeur: place });
  const poids = formatPoids(etiquette.poids_g, 'fr');
  toile.text(droite, 134, `${etiquette.rang}/${etiquette.total} · ${poids}`, {
    taille: 24,
    taille_min: 18,
    largeur: place,
  });
  const argent = etiquette.paye_en_chine ? paiementOf(etiquette) : prixOf(etiquette);
  toile.text(droite, 163, argent, { taille: 22, taille_min: 16, largeur: place });
  drawSmallFoot(toile, etiquette, x, largeur);
}

function drawSmallFoot(toile: Toile, etiquette: Etiquette, x: number, largeur: number): void {
  const marque = etiquette.danger ? toile.badge(x, 189, etiquette.danger, 20, 6) + 8 : 0;
  const pied = [etiquette.categorie, etiquette.agence, dateOf(etiquette)].join(' · ');
  toile.text(x + marque, 194, pied, {
    taille: 18,
    taille_min: 14,
    largeur: largeur - marque,
    gras: false,
  });
  const barres = barsOf(etiquette.code_suivi, toile.largeur, 54, 2);
  toile.stamp(barres, Math.floor((toile.largeur - barres.width) / 2), 220);
  toile.text(x, 283, formatCodeSuivi(etiquette.code_suivi), {
    taille: 36,
    largeur,
    ancre: 'centre',
  });
}

/** The label in dots at 203 dpi; the fonts are the caller's business. */
export function drawDots(etiquette: Etiquette, taille: TailleEtiquette): Bitmap {
  const [mmLargeur = 100, mmHauteur = 150] = taille.split('x').map(Number);
  const toile = new Toile(mmLargeur * POINTS_PAR_MM, mmHauteur * POINTS_PAR_MM);
  if (taille === '100x150') drawLarge(toile, etiquette);
  else drawSmall(toile, etiquette);
  return toile.finish();
}
