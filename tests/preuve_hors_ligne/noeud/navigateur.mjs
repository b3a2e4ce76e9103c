/** One real Chromium on a profile that survives it: launched, killed without notice, launched again. */

import { createRequire } from 'node:module';

const require = createRequire(new URL('../../../frontend/package.json', import.meta.url));
const { chromium } = require('playwright-core');

const OPTIONS = {
  executablePath: process.env.TS_CHROMIUM ?? '/usr/bin/chromium',
  headless: true,
  locale: 'fr-FR',
  timezoneId: 'Africa/Bamako',
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--mute-audio'],
};

/** The page's clock, moved by a number the driver may change. */
function fausserHorloge(decalage) {
  const Vraie = Date;
  globalThis.__horloge = { decalage };
  globalThis.Date = class extends Vraie {
    constructor(...donnes) {
      if (donnes.length === 0) super(Vraie.now() + globalThis.__horloge.decalage);
      else super(...donnes);
    }

    static now() {
      return Vraie.now() + globalThis.__horloge.decalage;
    }
  };
}

export class Navigateur {
  constructor(profil) {
    this.profil = profil;
    this.morts = 0;
    this.pret = null;
  }

  async lancer() {
    this.contexte = await chromium.launchPersistentContext(this.profil, OPTIONS);
    const session = await this.contexte.browser().newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    this.pid = processInfo.find(({ type }) => type === 'browser').id;
  }

  ouvert() {
    this.pret ??= this.lancer();
    return this.pret;
  }

  async page(horlogeMs, accuser) {
    await this.ouvert();
    const page = await this.contexte.newPage();
    await page.exposeFunction('accuser', accuser);
    await page.addInitScript(fausserHorloge, horlogeMs);
    return page;
  }

  /** kill -9, then a new start on the same profile; who asks meanwhile waits for it. */
  tuer() {
    this.morts += 1;
    const vie = this.ouvert();
    this.pret = (async () => {
      // Two may kill it at once: the second takes the new life.
      await vie;
      const ferme = new Promise((resolve) => this.contexte.once('close', resolve));
      process.kill(this.pid, 'SIGKILL');
      await ferme;
      await this.lancer();
    })();
    return this.pret;
  }

  async fermer() {
    await this.ouvert();
    await this.contexte.close();
  }
}

/** Crashes one tab at once, even one that stands still in JavaScript. */
export async function tuerOnglet(page) {
  const tombe = page.waitForEvent('crash', { timeout: 5_000 }).catch(() => undefined);
  const session = await page.context().newCDPSession(page);
  session.send('Page.crash').catch(() => undefined);
  await tombe;
  await page.close().catch(() => undefined);
}
