/** Those who only watch: the admin's dashboard, the public page, the client's phone. */

import { entier, jusqua, tientEnLargeur, verifier } from './outils.mjs';

/** The provider's ledger: what the client's phone has seen. */
export class Telephone {
  constructor(simulateur, numero) {
    this.simulateur = simulateur;
    this.numero = numero;
  }

  async messages() {
    const reponse = await fetch(
      `${this.simulateur}/_grand_livre?tel=${encodeURIComponent(this.numero)}`,
    );
    return (await reponse.json()).messages.filter(({ sens }) => sens === 'sortant');
  }

  /** `nombre` messages matching, the last of them within `delai` of `depuis` (milliseconds). */
  async recoit(quoi, motif, { depuis, delai = 60_000, nombre = 1 } = {}) {
    const vus = await jusqua(
      `message « ${quoi} » au ${this.numero}`,
      async () => {
        const tous = (await this.messages()).filter(({ contenu }) => motif.test(contenu));
        return tous.length >= nombre ? tous : null;
      },
      { delai },
    );
    const dernier = vus.at(nombre - 1);
    const attente = Date.parse(dernier.le) - depuis;
    verifier(attente <= delai, `« ${quoi} » est parti après ${attente} ms`);
    console.log(`  message « ${quoi} » après ${(attente / 1000).toFixed(1)} s`);
    return vus;
  }

  /** The six digits of the newest one-time code sent after `depuis`. */
  async code(depuis) {
    return jusqua('code à usage unique', async () => {
      const codes = (await this.messages())
        .filter(({ le }) => Date.parse(le) >= depuis)
        .flatMap(({ contenu }) => /(?<!\d)(\d{3}) ?(\d{3})(?!\d)/.exec(contenu) ?? [])
        .filter((texte) => /^\d{3} ?\d{3}$/.test(texte));
      return codes.at(-1)?.replace(' ', '');
    });
  }
}

/** The public page on a phone that runs no script. */
export class Suivi {
  constructor(page, code) {
    this.page = page;
    this.code = code;
  }

  async montre(titre) {
    await jusqua(
      `suivi « ${titre} »`,
      async () => {
        const reponse = await this.page.goto(`/suivi/${this.code}`);
        if (reponse.status() !== 200) return false;
        const vu = await this.page.getByRole('heading', { level: 1 }).innerText();
        // The place may follow: "Arrivé · Bamako".
        return vu.split(' · ')[0].trim() === titre;
      },
      { rythme: 1_000 },
    );
    await tientEnLargeur(this.page);
    console.log(`  suivi : ${titre}`);
  }

  /** A figure of the page, in its people's writing. */
  async affiche(somme) {
    const page = await this.page.getByRole('main').innerText();
    verifier(page.replace(/\s/g, '').includes(String(somme)), `le suivi ne dit pas ${somme}`);
  }
}

const ECHAPPE = /[.*+?^${}()|[\]\\]/g;

/** The dashboard, open from the start and never reloaded: its numbers move by the socket alone. */
export class Tableau {
  constructor(page) {
    this.page = page;
    this.trames = 0;
    this.bouge = [];
  }

  static async ouvrir(page) {
    const tableau = new Tableau(page);
    page.on('websocket', (prise) => prise.on('framereceived', () => (tableau.trames += 1)));
    await page.goto('/tableau');
    await page.getByText('En direct ·').waitFor();
    await page.evaluate(() => {
      window.jamaisRecharge = true;
    });
    return tableau;
  }

  ligne(region, libelle) {
    const nom = new RegExp(`^${libelle.replace(ECHAPPE, '\\$&')}\\s`);
    return this.page
      .getByRole('region', { name: region, exact: true })
      .getByRole('link', { name: nom })
      .first();
  }

  async lire(region, libelle) {
    const texte = await this.ligne(region, libelle).innerText();
    return entier(texte.replace(libelle, ''));
  }

  /** Reads a number, lets `acte` happen, then waits for the number to follow by itself. */
  async suit(region, libelle, ecart, acte) {
    const avant = await this.lire(region, libelle);
    const trames = this.trames;
    const rendu = await acte();
    const apres = avant + ecart;
    await jusqua(
      `tableau, ${libelle} de ${avant} à ${apres}`,
      async () => (await this.lire(region, libelle)) === apres,
      { delai: 20_000, rythme: 100 },
    );
    verifier(this.trames > trames, `${libelle} a bougé sans message du direct`);
    this.bouge.push(libelle);
    console.log(`  tableau : ${libelle} ${avant} → ${apres}`);
    return rendu;
  }

  /** The day's takings: money is fetched again when the socket says it moved. */
  suitArgent(ecart, acte) {
    return this.suit('Argent du jour', 'Encaissé', ecart, acte);
  }

  async jamaisRecharge() {
    const intact = await this.page.evaluate(() => window.jamaisRecharge === true);
    verifier(intact, 'le tableau de bord a été rechargé');
    verifier(this.bouge.length >= 3, `le tableau n'a bougé que ${this.bouge.length} fois`);
  }
}
