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

/** Several benches find the same browser dead: the first replaces it for all. */
const REMPLACE_MS = 60_000;

/** The page's clock, moved by a number the driver may change; it starts from the address's. */
function fausserHorloge() {
  const Vraie = Date;
  const decalage = Number(location.hash.slice(1)) || 0;
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
    this.neLe = 0;
    this.pret = null;
    this.oreilles = new WeakMap();
  }

  async lancer() {
    this.contexte = await chromium.launchPersistentContext(this.profil, OPTIONS);
    // Once a life, not once a page: a page that dies while it is being prepared takes nothing along.
    await this.contexte.addInitScript(fausserHorloge);
    await this.contexte.exposeBinding('accuser', ({ page }, recu) => this.oreilles.get(page)?.(recu));
    const session = await this.contexte.browser().newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    this.pid = processInfo.find(({ type }) => type === 'browser').id;
    this.neLe = Date.now();
  }

  ouvert() {
    this.pret ??= this.lancer();
    return this.pret;
  }

  /** A blank page, and who hears what it says. */
  async page(accuser) {
    await this.ouvert();
    const page = await this.contexte.newPage();
    this.oreilles.set(page, accuser);
    return page;
  }

  /** kill -9, then a new start on the same profile; who asks meanwhile waits for it. */
  tuer(entreTemps = () => undefined) {
    this.morts += 1;
    const vie = this.ouvert();
    this.pret = (async () => {
      // Two may kill it at once: the second takes the new life.
      await vie;
      const ferme = new Promise((resolve) => this.contexte.once('close', resolve));
      process.kill(this.pid, 'SIGKILL');
      await ferme;
      await entreTemps(this.profil);
      await this.lancer();
    })();
    return this.pret;
  }

  /** Another browser on the same profile, whatever became of this one; asked twice, made once. */
  async remplacer() {
    if (Date.now() - this.neLe < REMPLACE_MS) return this.ouvert();
    this.neLe = Date.now();
    try {
      process.kill(this.pid, 'SIGKILL');
    } catch {
      // Already gone.
    }
    this.pret = this.lancer();
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
