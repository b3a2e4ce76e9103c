/**
 * The fault proxy, a process of its own between Chromium and the system. Each device of the proof
 * has its own origin, `<appareil>.<variante>.localhost`, hence its own plan of faults; the parent
 * process sets plans and reads the counts over IPC.
 */

import { readFile } from 'node:fs/promises';
import http from 'node:http';
import { extname, join, normalize } from 'node:path';
import { FAUTES, fautesDe } from './fautes.mjs';
import { Hasard } from './hasard.mjs';

const reglages = JSON.parse(process.env.TS_PREUVE_MANDATAIRE);
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};
const SERVEUR = /^\/(api|suivi|media|ws|sante|metrics)(\/|$)/;
const amonts = new http.Agent({ keepAlive: true, maxSockets: 64 });
const plans = new Map();

/** A host without a plan meets no fault. */
const planDe = (hote) => plans.get(hote) ?? null;

const nouveauCompte = () => ({ requetes: 0, fautees: 0, par: {}, serveur5xx: [], empoisonnees: 0 });

function poserPlan({ hote, graine, taux, poison, mort, seule }) {
  const connu = plans.get(hote);
  plans.set(hote, {
    hasard: new Hasard(graine),
    taux,
    poison: new Set(poison ?? []),
    /** The server is dead for this host: nothing goes through. */
    mort: mort ?? false,
    /** One fault, at every request. */
    seule: seule ?? null,
    compte: connu?.compte ?? nouveauCompte(),
    attentes: connu?.attentes ?? new Set(),
    version: connu?.version ?? 0,
  });
}

async function lire(flux) {
  const morceaux = [];
  for await (const morceau of flux) morceaux.push(morceau);
  return Buffer.concat(morceaux);
}

function amontDe(hote) {
  const variante = hote.split('.')[1];
  return reglages.amonts[variante] ?? reglages.amonts.sain;
}

/** The request as the system receives it: its own host and origin, the rest as it came. */
function transmettre(requete, hote, corps) {
  const port = amontDe(hote);
  const entetes = { ...requete.headers, host: `127.0.0.1:${port}`, 'content-length': corps.length };
  delete entetes['transfer-encoding'];
  if (entetes.origin) entetes.origin = `http://127.0.0.1:${port}`;
  if (entetes.referer) entetes.referer = `http://127.0.0.1:${port}/`;
  return new Promise((resolve, reject) => {
    const vers = http.request(
      { host: '127.0.0.1', port, method: requete.method, path: requete.url, headers: entetes, agent: amonts },
      async (reponse) => {
        const recu = await lire(reponse).catch(() => Buffer.alloc(0));
        resolve({ status: reponse.statusCode, entetes: reponse.headers, corps: recu });
      },
    );
    vers.on('error', reject);
    vers.end(corps);
  });
}

function rendre(reponse, { status, entetes, corps }) {
  if (reponse.destroyed) return;
  const propres = { ...entetes };
  for (const nom of ['connection', 'keep-alive', 'transfer-encoding', 'content-length']) {
    delete propres[nom];
  }
  reponse.writeHead(status, { ...propres, 'content-length': Buffer.byteLength(corps) });
  reponse.end(corps);
}

const couper = (reponse) => reponse.socket?.destroy();

function moitie(corps) {
  try {
    const lot = JSON.parse(corps);
    const garde = Math.ceil(lot.operations.length / 2);
    return Buffer.from(JSON.stringify({ ...lot, operations: lot.operations.slice(0, garde) }));
  } catch {
    return corps;
  }
}

async function servir(requete, reponse, hote, corps, plan) {
  const rendu = await transmettre(requete, hote, corps).catch(() => null);
  if (rendu === null) return couper(reponse);
  if (plan && rendu.status >= 500) {
    plan.compte.serveur5xx.push(`${rendu.status} ${requete.method} ${requete.url}`);
  }
  return rendre(reponse, rendu);
}

const patienter = (plan, ms) =>
  new Promise((resolve) => {
    const attente = { fin: resolve };
    attente.minuterie = setTimeout(() => {
      plan.attentes.delete(attente);
      resolve();
    }, ms);
    plan.attentes.add(attente);
  });

/** Plays one fault; the request's own effect on the server may be none, half or whole. */
async function fauter(nom, contexte) {
  const { requete, reponse, hote, corps, plan } = contexte;
  const faute = FAUTES[nom];
  if (faute.avant) return rendre(reponse, faute.avant);
  if (faute.coupe === 'avant') return couper(reponse);
  if (faute.lent) {
    await patienter(plan, plan.hasard.entre(100, 900));
    return servir(requete, reponse, hote, corps, plan);
  }
  if (faute.double) {
    const jumelle = transmettre(requete, hote, corps).catch(() => null);
    const issue = servir(requete, reponse, hote, corps, plan);
    await Promise.all([jumelle, issue]);
    return undefined;
  }
  const envoi = transmettre(requete, hote, faute.moitie ? moitie(corps) : corps);
  if (faute.coupe === 'pendant') couper(reponse);
  const rendu = await envoi.catch(() => null);
  if (rendu !== null && rendu.status >= 500) {
    plan.compte.serveur5xx.push(`${rendu.status} ${requete.method} ${requete.url}`);
  }
  if (faute.apres) return rendre(reponse, { ...faute.apres, entetes: {} });
  return couper(reponse);
}

/** A batch that holds a poisoned operation; one that only depends on it is none of its business. */
function empoisonne(plan, corps) {
  if (plan.poison.size === 0) return false;
  try {
    return JSON.parse(corps).operations.some(({ op_id }) => plan.poison.has(op_id));
  } catch {
    return false;
  }
}

/** Hunting a fault of concurrency, half of the pushes meet the one accident that shows it. */
function accentuee(plan, url) {
  if (!reglages.accent || !url.startsWith('/api/v1/sync/operations')) return null;
  return plan.hasard.vrai(0.5) ? reglages.accent : null;
}

async function api(requete, reponse, hote) {
  const corps = await lire(requete).catch(() => null);
  // The tab died while it was speaking: there is nobody left to answer.
  if (corps === null) return couper(reponse);
  const plan = planDe(hote);
  if (!plan) return servir(requete, reponse, hote, corps, null);
  plan.compte.requetes += 1;
  if (plan.mort) return couper(reponse);
  if (requete.url.startsWith('/api/v1/sync/operations') && empoisonne(plan, corps)) {
    plan.compte.empoisonnees += 1;
    return rendre(reponse, FAUTES.erreur_500_avant.avant);
  }
  if (!plan.seule && !plan.hasard.vrai(plan.taux)) {
    return servir(requete, reponse, hote, corps, plan);
  }
  const nom = plan.seule ?? accentuee(plan, requete.url) ?? plan.hasard.pese(fautesDe(requete.url));
  plan.compte.fautees += 1;
  plan.compte.par[nom] = (plan.compte.par[nom] ?? 0) + 1;
  return fauter(nom, { requete, reponse, hote, corps, plan });
}

/** The app's own build; `/sw.js` carries the version of the host, so that an update can be made. */
async function fichier(reponse, chemin, plan) {
  const preuve = chemin.startsWith('/static/preuve/');
  const racine = preuve ? join(reglages.pages, plan.variante) : reglages.dist;
  const relatif = normalize(preuve ? chemin.slice('/static/preuve/'.length) : chemin);
  const voulu = relatif === '/' || relatif === '' || relatif === '.' ? 'index.html' : relatif;
  let nom = join(racine, voulu);
  let octets = await readFile(nom).catch(() => null);
  if (octets === null && extname(voulu) === '') {
    nom = join(racine, 'index.html');
    octets = await readFile(nom).catch(() => null);
  }
  if (octets === null) return rendre(reponse, { status: 404, entetes: {}, corps: '' });
  const corps = voulu.endsWith('sw.js') ? `${octets}\n// version ${plan.version}\n` : octets;
  const entetes = {
    'content-type': TYPES[extname(nom)] ?? 'application/octet-stream',
    'cache-control': 'no-cache',
  };
  return rendre(reponse, { status: 200, entetes, corps });
}

const serveur = http.createServer(async (requete, reponse) => {
  const hote = (requete.headers.host ?? '').split(':')[0];
  const { pathname, searchParams } = new URL(requete.url, 'http://preuve');
  try {
    if (pathname === '/__preuve/mort') {
      // Never answered: the tab stands still until it is killed.
      process.send({ genre: 'mort', hote, point: searchParams.get('point') });
    } else if (SERVEUR.test(pathname)) await api(requete, reponse, hote);
    else if (planDe(hote)?.mort) couper(reponse);
    else {
      const [, voulue = 'sain'] = hote.split('.');
      // A fault of the server is met by the healthy page.
      const variante = voulue in reglages.amonts ? 'sain' : voulue;
      await fichier(reponse, pathname, { variante, version: planDe(hote)?.version ?? 0 });
    }
  } catch (erreur) {
    process.send({ genre: 'erreur', hote, message: String(erreur?.stack ?? erreur) });
    couper(reponse);
  }
});

/** Healing wakes what a slow fault still holds back. */
function guerir(hote) {
  const plan = planDe(hote);
  if (!plan) return;
  Object.assign(plan, { taux: 0, mort: false, seule: null, poison: new Set() });
  for (const { minuterie, fin } of plan.attentes) {
    clearTimeout(minuterie);
    fin();
  }
  plan.attentes.clear();
}

const ORDRES = {
  plan: poserPlan,
  guerir: ({ hote }) => guerir(hote),
  empoisonner: ({ hote, op_ids }) => {
    for (const op_id of op_ids) planDe(hote)?.poison.add(op_id);
  },
  version: ({ hote }) => {
    const plan = planDe(hote);
    if (plan) plan.version += 1;
  },
  comptes: ({ hote }) => {
    const plan = planDe(hote);
    const compte = plan?.compte ?? nouveauCompte();
    if (plan) plan.compte = nouveauCompte();
    return compte;
  },
};

process.on('message', ({ numero, ordre, ...reste }) => {
  process.send({ genre: 'rendu', numero, valeur: ORDRES[ordre](reste) ?? null });
});
process.on('disconnect', () => process.exit(0));
serveur.keepAliveTimeout = 60_000;
serveur.listen(reglages.port, '127.0.0.1', () => {
  process.send({ genre: 'pret', port: serveur.address().port });
});
