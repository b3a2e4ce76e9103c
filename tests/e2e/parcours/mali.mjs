/** Bamako, on a phone: arrival, check-in, put-away, counter, hand-over. */

import {
  aller,
  connecter,
  formaterCode,
  jusqua,
  lirePdf,
  tientEnLargeur,
  verifier,
} from './outils.mjs';
import * as argent from './argent.mjs';
import { faireActe } from './chine.mjs';

async function arriver(page, vol) {
  await page.goto('/vols');
  await page.getByRole('button', { name: new RegExp(`^${vol.numero}`) }).click();
  await faireActe(page, 'Marquer arrivé');
  await page.getByRole('link', { name: 'Pointer ce vol' }).click();
  await page.getByRole('heading', { level: 1, name: new RegExp(vol.numero) }).waitFor();
}

/** The whole code first, then only the end a person reads aloud. */
async function pointer(page, codes) {
  const champ = page.getByLabel('Code ou fin de code (5 caractères)');
  const saisies = [formaterCode(codes[0]), codes[1].slice(-5)];
  for (const [rang, saisie] of saisies.entries()) {
    await champ.fill(saisie);
    await page.getByRole('button', { name: 'Pointer', exact: false }).first().click();
    const lu = page.getByRole('status').filter({ hasText: formaterCode(codes[rang]) });
    await lu.getByText('Pointé', { exact: true }).waitFor();
  }
  const avancement = page.getByRole('region', { name: 'Avancement du pointage' });
  await avancement.getByText('2 / 2').waitFor();
}

async function clore(page) {
  await page.getByRole('button', { name: 'Clore le pointage' }).click();
  const dialogue = page.getByRole('dialog', { name: 'Clore le pointage' });
  await dialogue.getByText('Tous les colis attendus sont là.').waitFor();
  await dialogue.getByRole('button', { name: 'Clore', exact: true }).click();
  await page.getByText('Pointage clos').first().waitFor();
}

async function ranger(page, codes) {
  await aller(page, 'Stock', '/stock');
  await page.getByRole('link', { name: 'Ranger' }).click();
  const places = page.getByLabel('Choisir un emplacement');
  await places.getByRole('option').nth(1).waitFor({ state: 'attached' });
  await places.selectOption({ index: 1 });
  for (const code of codes) {
    await page.getByLabel('Emplacement ou colis').fill(code);
    await page.keyboard.press('Enter');
    const geste = page.getByRole('status').filter({ hasText: formaterCode(code) });
    await geste.and(page.locator('[data-verdict="range"]')).waitFor();
  }
  await envoye(page);
}

/** Nothing of this device waits any more. */
async function envoye(page) {
  await page.getByRole('link', { name: 'Envois' }).and(page.locator('[data-file="0"]')).waitFor();
}

async function servir(page, client) {
  await aller(page, 'Remises', '/remises');
  await page.getByLabel('Chercher un client ou un colis').fill(client.telephone);
  await page.getByRole('option', { name: new RegExp(client.nom) }).click();
  const dossier = page.getByRole('region', { name: client.nom });
  await jusqua('deux colis choisis', async () => {
    const cases = await dossier.getByRole('checkbox', { checked: true }).count();
    return cases === 2;
  });
}

async function demanderCode(page, telephone) {
  const depuis = Date.now();
  await page.getByRole('button', { name: /^Envoyer le code/ }).click();
  await page.getByText(/^Envoyé au /).waitFor();
  const code = await telephone.code(depuis);
  await page.getByLabel('Code à 6 chiffres').fill(code);
}

async function signer(page) {
  const cadre = page.getByLabel('Signature', { exact: true });
  await cadre.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await cadre.boundingBox();
  await page.mouse.move(x + width * 0.2, y + height * 0.6);
  await page.mouse.down();
  for (let pas = 1; pas <= 12; pas += 1) {
    const hauteur = 0.5 + 0.25 * Math.sin(pas);
    await page.mouse.move(x + width * (0.2 + pas * 0.05), y + height * hauteur);
  }
  await page.mouse.up();
  await page.getByRole('button', { name: 'Recommencer' }).and(page.locator(':enabled')).waitFor();
}

async function remettre(page) {
  await tientEnLargeur(page);
  await signer(page);
  await page.getByRole('button', { name: /^Remettre 2 colis/ }).click();
  await page.getByRole('status').filter({ hasText: '2 colis remis' }).waitFor();
}

/** Arrival to hand-over, each stage seen by the dashboard, the public page and the client. */
async function distribuer(p, agent) {
  const { vol, client, colis, tableau, telephone, suivi, etape } = p;
  const codes = colis.map(({ code }) => code);
  etape('Mali : arrivée et pointage');
  await arriver(agent, vol);
  await tableau.suit('Colis en cours', 'Arrivé', 2, () => pointer(agent, codes));
  await suivi.montre('Arrivé');
  let depuis = Date.now();
  await tableau.suit('Colis en cours', 'Disponible', 2, () => clore(agent));
  await suivi.montre('À retirer');
  await telephone.recoit('arrivé ou disponible', /à retirer dès maintenant/, { depuis });

  etape('Mali : rangement');
  await ranger(agent, codes);

  etape('Mali : caisse, encaissements');
  await argent.ouvrirCaisse(agent);
  await servir(agent, client);
  await demanderCode(agent, telephone);
  depuis = Date.now();
  const du = colis.reduce((somme, { montant }) => somme + montant, 0);
  const paye = await tableau.suitArgent(du - argent.JETON, () => argent.encaisser(agent, du));
  await telephone.recoit('paiement', /Reçu \*/, { depuis, nombre: 2 });

  etape('Mali : remise signée');
  depuis = Date.now();
  await tableau.suit('La journée', 'Colis remis', 2, () => remettre(agent));
  await suivi.montre('Remis');
  await telephone.recoit('remis', /remis le/, { depuis });
  return paye;
}

/** The whole of Bamako's part. */
export async function enMali(p) {
  const { nav, motDePasse, etape, tableau } = p;
  const agent = await nav.page('agent-mali', { telephone: true });
  await connecter(agent, 'agent_mali', motDePasse);
  const paye = await distribuer(p, agent);
  const recus = agent.getByRole('status', { name: 'Reçus' });
  await lirePdf(agent, recus.getByRole('button', { name: 'A5' }).first(), /recu\.pdf/);
  await lirePdf(agent, recus.getByRole('button', { name: '80 mm' }).last(), /recu\.pdf/);

  etape('Mali : comptage aveugle et validation');
  const session = await argent.compter(agent, paye);
  const admin = await nav.onglet('admin-mali', tableau.page.context());
  await argent.validerComptage(admin, session);

  etape('Mali : rapport de la journée');
  const pdf = await argent.demanderRapport(agent);
  verifier(pdf.length > 1_000, 'rapport vide');
}
