/** What the operator's screens need to show: a partner, a second line, a fault, a parked message. */

import { randomUUID } from 'node:crypto';
import { jusqua, verifier } from '../parcours/outils.mjs';

/** A caller of the API as one person. */
async function entrer(api, identifiant, motDePasse) {
  const demander = async (methode, chemin, corps, jeton) => {
    const reponse = await fetch(`${api}/api/v1${chemin}`, {
      method: methode,
      headers: {
        'Content-Type': 'application/json',
        Origin: api,
        ...(jeton ? { Authorization: `Bearer ${jeton}` } : {}),
      },
      body: corps === undefined ? undefined : JSON.stringify(corps),
    });
    verifier(reponse.status < 500, `${methode} ${chemin} : ${reponse.status}`);
    return reponse.status === 204 ? null : reponse.json();
  };
  const session = await demander('POST', '/auth/connexion', {
    identifiant,
    mot_de_passe: motDePasse,
  });
  const jeton = session.access_token;
  verifier(jeton, `connexion : ${Object.keys(session)}`);
  return (methode, chemin, corps) => demander(methode, chemin, corps, jeton);
}

/** One partner of Mali, tried once at an address that answers nothing. */
async function inscrirePartenaire(admin) {
  const connus = await admin('GET', '/abonnements');
  if (connus.some(({ nom }) => nom === 'Transit Sahel')) return;
  const id = randomUUID();
  await admin('POST', '/abonnements', {
    id, nom: 'Transit Sahel', url: 'http://127.0.0.1:9/crochet', evenements: ['colis.disponible'],
  });
  await admin('POST', `/abonnements/${id}/essai`, {});
}

/** A second line nobody's provider knows: down, hence an alarm after a minute. */
async function ajouterLigne(admin) {
  const connues = await admin('GET', '/lignes');
  if (connues.some(({ nom }) => nom === 'Bamako secours')) return;
  await admin('POST', '/lignes', {
    id: randomUUID(), nom: 'Bamako secours', fournisseur: 'cloud', compte: '109876543210',
    secret: 'secret-inconnu', usage: 'etapes', ordre: 1,
  });
}

/** Three codes to numbers the provider refuses: stopped for good, as a wrong number is. */
async function arreterDesCodes(api, simulateur, admin) {
  const arretes = await admin('GET', '/notifications?statut=echec_permanent');
  if (arretes.items.length >= 3) return;
  const livre = await (await fetch(`${simulateur}/_grand_livre`)).json();
  const connus = livre.messages.map(({ telephone }) => telephone);
  const trois = [...new Set(connus)].filter((un) => un.startsWith('+223')).slice(0, 3);
  await poster(`${simulateur}/_pannes`, {
    regles: [{ quand: 'avant', faute: '400', code: 'INVALID_PHONE', fois: trois.length }],
  });
  for (const telephone of trois) await poster(`${api}/api/v1/auth/otp`, { telephone });
  await jusqua('des messages arrêtés', async () => {
    const { items } = await admin('GET', '/notifications?statut=echec_permanent');
    return items.length >= trois.length;
  });
}

const poster = (adresse, corps) =>
  fetch(adresse, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(corps),
  });

/** A message of Mali with the client's stop link in it. */
async function trouverLien(simulateur) {
  return jusqua('un lien d\'arrêt sur un téléphone', async () => {
    const livre = await (await fetch(`${simulateur}/_grand_livre`)).json();
    for (const { contenu } of livre.messages) {
      const trouve = /\S+(\/arret\/[\w-]+)/.exec(contenu ?? '');
      if (trouve) return trouve[1];
    }
    return null;
  }, { delai: 180_000, rythme: 2_000 });
}

export async function preparer({ api, simulateur, motDePasse }) {
  const admin = await entrer(api, 'admin_mali', motDePasse);
  await ajouterLigne(admin);
  await inscrirePartenaire(admin);
  const lien = await trouverLien(simulateur);
  await arreterDesCodes(api, simulateur, admin);
  return { lien };
}
