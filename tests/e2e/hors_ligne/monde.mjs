/**
 * What every named test uses: the real app and the proof's page on one origin, hence one database;
 * the fault proxy between them and the system; people who look at the screen.
 */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Appareil } from '../../preuve_hors_ligne/noeud/appareil.mjs';
import { Navigateur } from '../../preuve_hors_ligne/noeud/navigateur.mjs';
import { Mandataire } from '../../preuve_hors_ligne/noeud/proxy.mjs';

const PATIENCE_MS = 40_000;

export function verifier(vrai, message) {
  if (!vrai) throw new Error(message);
}

export async function jusqua(quoi, essai, delai = PATIENCE_MS) {
  const fin = Date.now() + delai;
  for (;;) {
    const vu = await essai();
    if (vu) return vu;
    if (Date.now() > fin) throw new Error(`${quoi} : toujours pas après ${delai / 1000} s`);
    await new Promise((reprend) => setTimeout(reprend, 200));
  }
}

export class Monde {
  static async ouvrir(reglages) {
    const monde = new Monde();
    monde.reglages = reglages;
    monde.lot = JSON.parse(await readFile(reglages.lot, 'utf8'));
    monde.profil = await mkdtemp(join(tmpdir(), 'preuve-'));
    monde.navigateur = new Navigateur(monde.profil);
    monde.mandataire = await new Mandataire(reglages.mandataire).demarrer();
    monde.ecrites = [];
    return monde;
  }

  async fermer() {
    await this.navigateur.fermer().catch(() => undefined);
    this.mandataire.fermer();
    await rm(this.profil, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
  }

  /** One device of one person, signed in through the proof's page; the app then knows them. */
  async appareil(nom, banc, personne = 0) {
    const agent = this.lot.agents[banc][personne];
    const hote = `${nom}.sain.localhost`;
    const { navigateur, mandataire } = this;
    const motDePasse = this.reglages.mot_de_passe;
    const appareil = new Appareil({ navigateur, mandataire, hote, agent, motDePasse });
    await this.reseau(appareil, {});
    verifier(await appareil.connecter(), `${agent.identifiant} n'est pas connecté`);
    return appareil;
  }

  /** {} is a good network; {mort: true} none at all; {seule: 'portail'} always the same fault. */
  reseau(appareil, plan) {
    return this.mandataire.ordonner('plan', { hote: appareil.hote, graine: 1, taux: 0, ...plan });
  }

  guerir(appareil) {
    return this.mandataire.ordonner('guerir', { hote: appareil.hote });
  }

  /** Captures through the app's own capture(), as the screens do; all must be acknowledged. */
  async saisir(appareil, saisies) {
    const actor_id = appareil.agent.id;
    for (const [rang, saisie] of saisies.entries()) {
      const numero = this.ecrites.length + rang;
      const recu = await appareil.faire((demande) => window.preuve.saisir(demande), {
        rang: numero,
        apres: [],
        ...saisie,
      });
      verifier(recu.etat === 'acquise', `${saisie.type} : ${recu.erreur}`);
      this.ecrites.push({ op_id: recu.op_id, actor_id, ...saisie, photos: recu.photos });
    }
  }

  /** The real app in a tab of that device, in French, its clock moved by `horlogeMs`. */
  async app(appareil, chemin = '/', horlogeMs = appareil.horlogeMs) {
    const page = await this.navigateur.page(() => undefined);
    await page.addInitScript((decalage) => {
      globalThis.__horloge.decalage = decalage;
    }, horlogeMs);
    page.setDefaultTimeout(PATIENCE_MS);
    await page.addInitScript(() => localStorage.setItem('ts-langue', 'fr'));
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`${appareil.origine.slice(0, -1)}${chemin}`);
    return page;
  }
}

/** The indicator everybody always sees: how many acts and photos are still here. */
export const file = (page) => page.locator('[data-file]').first();

/** Seen that often in a row: the first painting says zero before the device has been read. */
const DE_SUITE = 8;

export async function restant(page, nombre) {
  let vues = 0;
  await jusqua(`${nombre} en file`, async () => {
    const vu = await file(page)
      .getAttribute('data-file', { timeout: 2_000 })
      .catch(() => null);
    vues = vu === String(nombre) ? vues + 1 : 0;
    return vues >= DE_SUITE;
  });
}

export const toutEnvoye = (page) => file(page).getByText('Tout est envoyé').waitFor();
