/**
 * Fifty cartons in a row without a mouse, in a real Chromium with injected devices: the time from
 * the scan to the ready form, and from the confirming key to the label's first byte, with the
 * machine as it is and six times slower.
 */

import { createRequire } from 'node:module';
import { connecter, jusqua, verifier } from '../parcours/outils.mjs';
import { equiper } from './appareils.mjs';

const require = createRequire(new URL('../../../frontend/package.json', import.meta.url));
const { chromium } = require('playwright-core');

/** Marks of this run only: yesterday's owners are not today's. */
const PASSAGE = Date.now().toString(36).slice(-4).toUpperCase();
const CARTONS = Number(process.env.TS_BANC_CARTONS ?? 50);
const CLIENTS = 10;
const { TS_ADRESSE: adresse, TS_DEMO_MOT_DE_PASSE: motDePasse } = process.env;

const centile = (valeurs, p) => {
  const tries = [...valeurs].sort((a, b) => a - b);
  return Math.round(tries[Math.min(tries.length - 1, Math.ceil((p / 100) * tries.length) - 1)]);
};

/** When the form stands ready for this scan: owner settled, drawn, focus placed. */
const attendrePret = (page, reference) =>
  page.evaluate(
    (voulue) =>
      new Promise((resolve, reject) => {
        const limite = setTimeout(() => reject(new Error(`jamais prêt : ${voulue}`)), 30_000);
        const regarder = () => {
          const carton = document.querySelector('[data-colis]');
          const regle = ['trouve', 'inconnu'].includes(carton?.dataset.proposition ?? '');
          if (carton?.dataset.reference !== voulue.replace(/^TSM-/, '') || !regle) return false;
          observateur.disconnect();
          clearTimeout(limite);
          // Two frames later the eyes have it too.
          requestAnimationFrame(() =>
            setTimeout(() => resolve(performance.now() - window.__poste.scan)),
          );
          return true;
        };
        const observateur = new MutationObserver(regarder);
        observateur.observe(document.body, {
          subtree: true,
          attributes: true,
          attributeFilter: ['data-proposition', 'data-reference'],
        });
        window.__poste.scanner(voulue);
        regarder();
      }),
    reference,
  );

let numero = Date.now() % 1_000_000;

/** A number valid in Mali that nobody has yet: the clock's, then the next one. */
function telephoneNeuf() {
  numero = (numero + 1) % 1_000_000;
  return `76${String(numero).padStart(6, '0')}`;
}

const foyer = (page, quoi, vise) =>
  jusqua(
    quoi,
    async () => vise(await page.evaluate(() => document.activeElement?.dataset?.etape ?? '')),
    { rythme: 20 },
  );

/** A client nobody knows yet: phone, name, country digit, contents, by the keyboard alone. */
async function presenter(page, rang) {
  await page.keyboard.type(telephoneNeuf());
  await page.keyboard.press('Enter');
  await foyer(page, 'le nom', (etape) => etape === 'nom');
  await page.keyboard.type(`Client Banc ${rang}`);
  await page.keyboard.press('Enter');
  // The eye sees the next stop before the hand types: a slow page makes both wait.
  await foyer(page, 'le pays', (etape) => etape !== 'nom');
  await page.keyboard.press('1');
  await page.keyboard.press('Alt+c');
  await foyer(page, 'le contenu', (etape) => etape === 'contenu');
  await page.keyboard.type('Chaussures, 24 paires');
}

const poids = (page) =>
  jusqua('poids pris', () =>
    page.evaluate(
      () => document.querySelector('[data-etape="poids"]')?.dataset.source === 'balance',
    ),
  { rythme: 20 });

/** A glance at the screen before the key, and the time a box takes to leave the plate. */
const REGARD_MS = 300;
const RETRAIT_MS = 400;

/** The hands: the box on the plate, a glance at the screen, the key. */
async function peserEtConfirmer(page, rang) {
  await page.evaluate((grammes) => window.__poste.poser(grammes), 2_000 + rang * 137);
  await poids(page);
  await jusqua('photo prise', () =>
    page.evaluate(() => document.querySelectorAll('section img[alt^="Photo"]').length > 0),
  { rythme: 20 });
  const avant = await page.evaluate(() => window.__poste.impressions.length);
  await page.waitForTimeout(REGARD_MS);
  await page.keyboard.press('Control+Enter');
  return jusqua('étiquette', () =>
    page.evaluate((deja) => {
      const { impressions, entree } = window.__poste;
      const neuve = impressions[deja];
      return neuve?.finie ? { ms: neuve.ms - entree, octets: neuve.taille } : null;
    }, avant),
  { rythme: 20 });
}

async function passer(page, facteur) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: facteur });
  const scan_ready = [];
  const confirm_label = [];
  for (let rang = 0; rang < CARTONS; rang += 1) {
    const marque = `TSM-${PASSAGE}-${facteur}-${rang % CLIENTS}`;
    scan_ready.push(await attendrePret(page, marque));
    if (rang < CLIENTS) await presenter(page, facteur * 100 + rang);
    const etiquette = await peserEtConfirmer(page, rang);
    verifier(etiquette.octets > 1_000, `étiquette de ${etiquette.octets} octets`);
    confirm_label.push(etiquette.ms);
    if (process.env.TS_BANC_DETAIL) {
      const durees = [scan_ready.at(-1), etiquette.ms].map((ms) => ms.toFixed(0));
      console.error(`  ${facteur}× ${rang} : ${durees.join(' ')} ms`);
    }
    await page.evaluate(() => window.__poste.retirer());
    await page.waitForTimeout(RETRAIT_MS);
  }
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  return {
    scan_ready_p50_ms: centile(scan_ready, 50),
    scan_ready_p95_ms: centile(scan_ready, 95),
    confirm_label_p50_ms: centile(confirm_label, 50),
    confirm_label_p95_ms: centile(confirm_label, 95),
  };
}

const navigateur = await chromium.launch({
  executablePath: process.env.TS_CHROMIUM ?? '/usr/bin/chromium',
  headless: true,
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--autoplay-policy=no-user-gesture-required'],
});
try {
  const contexte = await navigateur.newContext({
    baseURL: adresse,
    locale: 'fr-FR',
    viewport: { width: 1440, height: 900 },
  });
  await equiper(contexte);
  const page = await contexte.newPage();
  page.on('pageerror', (erreur) => console.error(`  page : ${erreur.message}`));
  await connecter(page, 'agent_chine', motDePasse);
  await page.goto('/reception');
  await page.locator('[data-organe="balance"][data-sante="bon"]').waitFor();
  await page.locator('[data-organe="camera"][data-sante="bon"]').waitFor();
  const x1 = await passer(page, 1);
  console.error(`  1× : ${JSON.stringify(x1)}`);
  const x6 = await passer(page, 6);
  console.error(`  6× : ${JSON.stringify(x6)}`);
  const mouse_events = await page.evaluate(() => window.__poste.souris);
  const imprimees = await page.evaluate(() => window.__poste.impressions.length);
  verifier(imprimees === 2 * CARTONS, `${imprimees} étiquettes pour ${2 * CARTONS} colis`);
  console.log(JSON.stringify({ cartons: CARTONS, mouse_events, x1, x6 }));
} catch (erreur) {
  const [page] = navigateur.contexts().flatMap((contexte) => contexte.pages());
  const path = process.env.TS_BANC_IMAGE ?? 'var/banc-station.png';
  await page?.screenshot({ path }).then(
    () => console.error(`  image : ${path}`),
    () => undefined,
  );
  throw erreur;
} finally {
  await navigateur.close();
}
