/** What every stage of the journey uses: the browser, its people, waits, files. */

import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(new URL('../../../frontend/package.json', import.meta.url));
const { chromium } = require('playwright-core');

export const PATIENCE_MS = 30_000;
export const TELEPHONE = { width: 360, height: 740 };
export const BUREAU = { width: 1440, height: 900 };

/** A figure written for people ("106 700 FCFA", "+2") as an integer. */
export const entier = (texte) => Number(texte.replace(/[^\d-]/g, ''));

export const formaterCode = (code) => `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`;

export function verifier(vrai, message) {
  if (!vrai) throw new Error(message);
}

/** Asks again until `essai` gives something true; its last failure is in the message. */
export async function jusqua(quoi, essai, { delai = PATIENCE_MS, rythme = 250 } = {}) {
  const fin = Date.now() + delai;
  let vu;
  for (;;) {
    vu = await essai();
    if (vu) return vu;
    if (Date.now() > fin) throw new Error(`${quoi} : toujours pas après ${delai / 1000} s`);
    await new Promise((reprend) => setTimeout(reprend, rythme));
  }
}

/** Nothing on a phone scrolls sideways but a table in its own frame. */
export async function tientEnLargeur(page) {
  const [contenu, fenetre] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  verifier(contenu <= fenetre, `${page.url()} déborde : ${contenu} px pour ${fenetre}`);
}

/** One Chromium with a drawn camera; several people in separate contexts. */
export class Navigateur {
  constructor(navigateur, adresse, dossier) {
    this.navigateur = navigateur;
    this.adresse = adresse;
    this.dossier = dossier;
    this.pages = [];
    this.fautes = [];
  }

  static async lancer(adresse, dossier) {
    const navigateur = await chromium.launch({
      executablePath: process.env.TS_CHROMIUM ?? '/usr/bin/chromium',
      headless: true,
      args: [
        '--no-sandbox',
        '--disable-dev-shm-usage',
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
      ],
    });
    return new Navigateur(navigateur, adresse, dossier);
  }

  /** A page in a context of its own. `telephone`: 360 wide, touch. */
  async page(nom, { telephone = false, javaScript = true } = {}) {
    const contexte = await this.navigateur.newContext({
      baseURL: this.adresse,
      locale: 'fr-FR',
      timezoneId: 'Africa/Bamako',
      viewport: telephone ? TELEPHONE : BUREAU,
      hasTouch: telephone,
      isMobile: telephone,
      permissions: javaScript ? ['camera'] : [],
      javaScriptEnabled: javaScript,
      acceptDownloads: true,
    });
    await contexte.addInitScript(() => localStorage.setItem('ts-langue', 'fr'));
    return this.onglet(nom, contexte);
  }

  /** One more tab of a context; what fails in it is kept for the end. */
  async onglet(nom, contexte) {
    const page = await contexte.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('pageerror', (erreur) => this.fautes.push(`${nom} : ${erreur.message}`));
    page.on('response', (reponse) => {
      if (reponse.status() >= 500)
        this.fautes.push(`${nom} : ${reponse.status()} ${reponse.url()}`);
    });
    this.pages.push({ nom, page });
    return page;
  }

  /** Pictures of every open page, for whoever reads the failure. */
  async photographier() {
    await mkdir(this.dossier, { recursive: true });
    for (const { nom, page } of this.pages) {
      if (page.isClosed()) continue;
      const path = join(this.dossier, `${nom}.png`);
      await page.screenshot({ path, fullPage: true, timeout: 10_000 }).then(
        () => console.log(`  image : ${path} (${page.url()})`),
        (erreur) => console.log(`  pas d'image de ${nom} : ${erreur.message.split('\n')[0]}`),
      );
    }
  }

  async fermer() {
    await this.navigateur.close();
  }
}

export async function connecter(page, identifiant, motDePasse) {
  await page.goto('/connexion');
  await page.getByLabel('Identifiant').fill(identifiant);
  await page.getByLabel('Mot de passe', { exact: true }).fill(motDePasse);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.getByRole('button', { name: 'Mon compte' }).waitFor();
}

/** By the account's menu, once what this device holds has left. */
export async function deconnecter(page) {
  await page.getByRole('button', { name: 'Mon compte' }).click();
  await page.getByRole('menuitem', { name: 'Se déconnecter' }).click();
  await page.getByLabel('Identifiant').waitFor();
  verifier(new URL(page.url()).pathname === '/connexion', `déconnexion : ${page.url()}`);
}

/**
 * Presses a button that opens a PDF in a new tab; returns the document's bytes. They are read on
 * their way: the browser's own viewer does not give them back.
 */
export async function lirePdf(page, bouton, adresse) {
  let recu = null;
  const lire = async (route) => {
    const reponse = await route.fetch();
    recu = { url: reponse.url(), statut: reponse.status(), octets: await reponse.body() };
    await route.fulfill({ response: reponse, body: recu.octets });
  };
  await page.route(adresse, lire);
  const onglet = page.waitForEvent('popup');
  await bouton.click();
  const document = await onglet;
  const { url, statut, octets } = await jusqua(`document ${adresse}`, () => recu);
  verifier(statut === 200, `${url} : ${statut}`);
  verifier(octets.subarray(0, 5).toString() === '%PDF-', `${url} n'est pas un PDF`);
  verifier(octets.length > 1_000, `${url} : ${octets.length} octets`);
  await page.unroute(adresse, lire);
  await document.close();
  return octets;
}

/** A line of the phone's bottom bar, or behind its "Plus". */
export async function aller(page, nom, chemin) {
  const barre = page.getByRole('navigation', { name: 'Navigation principale' });
  const direct = barre.getByRole('link', { name: nom, exact: true });
  await barre.getByRole('link').first().waitFor();
  if ((await direct.count()) > 0) await direct.first().click();
  else {
    await barre.getByRole('button', { name: 'Plus' }).click();
    await page.getByRole('dialog').getByRole('link', { name: nom, exact: true }).click();
  }
  await page.waitForURL((url) => url.pathname === chemin);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await tientEnLargeur(page);
}
