/** The main job in two browsers, under the eyes of an admin and of the client's phone. */

import { connecter, deconnecter, formaterCode, Navigateur, verifier } from './outils.mjs';
import * as chine from './chine.mjs';
import { enMali } from './mali.mjs';
import { Suivi, Tableau, Telephone } from './temoins.mjs';

const adresse = process.env.TS_ADRESSE ?? 'http://127.0.0.1:8900';
const simulateur = process.env.TS_SIMULATEUR ?? 'http://127.0.0.1:8902';
const motDePasse = process.env.TS_DEMO_MOT_DE_PASSE ?? '';
const dossier = process.env.TS_IMAGES ?? 'var/parcours';

const hasard = (de, a) => de + Math.floor(Math.random() * (a - de));

/** Nobody the system knows: a number, a flight and an air waybill of this run only. */
function inventer() {
  const local = `7${hasard(1_000_000, 9_999_999)}`;
  const serie = hasard(1_000_000, 9_999_999);
  return {
    client: { nom: `Awa Traoré ${local.slice(-4)}`, telephone: local, e164: `+223${local}` },
    vol: { numero: `ET${hasard(1_000, 9_999)}`, lta: `071-${serie}${serie % 7}` },
  };
}

let debut = Date.now();
function etape(titre) {
  console.log(`${((Date.now() - debut) / 1000).toFixed(1).padStart(6)} s  ${titre}`);
}

async function enChine(nav, { client, vol }, temoins) {
  const agent = await nav.page('agent-chine');
  const admin = await nav.page('admin-chine');
  etape('Chine : réception');
  await connecter(agent, 'agent_chine', motDePasse);
  const colis = await chine.recevoir(agent, client);
  const codes = colis.map(({ code }) => code);
  const suivi = new Suivi(
    await nav.page('suivi', { telephone: true, javaScript: false }),
    codes[0],
  );
  await suivi.montre('Reçu à notre agence');
  await suivi.affiche(colis[0].montant);

  etape('Chine : vol ouvert et chargé');
  await chine.ouvrirVol(agent);
  await chine.charger(agent, codes);
  await chine.remplirDetails(agent, vol);
  await suivi.montre('Prêt à partir');

  etape('Chine : clôture par l’admin, manifeste');
  await connecter(admin, 'admin_chine', motDePasse);
  await chine.trouverVol(admin, vol.numero);
  await temoins.tableau.suit('Colis en cours', 'Groupé', 2, () => chine.cloturer(admin));
  await chine.lireManifeste(admin);

  etape('Chine : départ');
  const depuis = Date.now();
  await temoins.tableau.suit('Colis en cours', 'En vol', 2, () =>
    chine.faireActe(agent, 'Marquer parti'),
  );
  await suivi.montre('En vol');
  // Two minutes of grouping: "reçu" had left, or the departure told the same cartons instead.
  const [parti] = await temoins.telephone.recoit('parti', /en route vers/, { depuis });
  const total = colis.reduce((somme, { montant }) => somme + montant, 0);
  for (const dit of [...codes.map(formaterCode), String(total)]) {
    verifier(parti.contenu.replace(/[\s\u202f]/g, '').includes(dit), `« parti » tait ${dit}`);
  }
  await deconnecter(agent);
  return { colis, suivi };
}

async function parcourir(nav) {
  const faits = inventer();
  const tableau = await Tableau.ouvrir(await ouvrirTableau(nav));
  const temoins = { tableau, telephone: new Telephone(simulateur, faits.client.e164) };
  const { colis, suivi } = await enChine(nav, faits, temoins);
  await enMali({ nav, ...faits, ...temoins, colis, suivi, motDePasse, etape });
  await tableau.jamaisRecharge();
  verifier(nav.fautes.length === 0, `fautes des pages :\n${nav.fautes.join('\n')}`);
}

async function ouvrirTableau(nav) {
  const page = await nav.page('tableau-mali');
  await connecter(page, 'admin_mali', motDePasse);
  return page;
}

const nav = await Navigateur.lancer(adresse, dossier);
debut = Date.now();
try {
  await parcourir(nav);
  etape('Parcours entier');
} catch (erreur) {
  console.error(erreur);
  for (const faute of nav.fautes) console.error(`  ${faute}`);
  await nav.photographier();
  process.exitCode = 1;
} finally {
  await nav.fermer();
}
