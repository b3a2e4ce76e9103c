import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { renderPage, signIn } from '../../../tests/appuis';
import { capacityOf, readRythme } from './ligne-brouillon';
import { groupsOf, LignesDeService } from './lignes';
import { draftsOf, newDraft, readModeles } from './modele-brouillon';
import type { LigneSante } from './queries';
import type { Ligne } from './queries-lignes';

const ligne = (rang: number, plus: Partial<Ligne> = {}): Ligne => ({
  id: `0199a000-0000-7000-8000-00000000c00${rang}`,
  pays: 'ML',
  nom: `Bamako ${rang}`,
  fournisseur: 'wachap',
  compte: `ml-${rang}`,
  usage: 'etapes',
  ordre: 0,
  intervalle_min_ms: 5000,
  intervalle_max_ms: 10_000,
  plafond_jour: 6700,
  chauffe_le: null,
  modeles: [],
  ...plus,
});
const sante = ({ id, nom, pays, usage }: Ligne, plus: Partial<LigneSante> = {}): LigneSante => ({
  id,
  nom,
  pays,
  usage,
  etat: 'connectee',
  etat_le: '2026-11-20T10:00:00Z',
  pause_jusqu_le: null,
  pause_motif: '',
  actif: true,
  capacite_jour: 6700,
  plafond_du_jour: 100,
  envois_du_jour: 12,
  envoyes_24h: 12,
  ...plus,
});

let lignes: Ligne[] = [];
let etats: LigneSante[] = [];
let appels: [string, string, unknown][] = [];
const note = async ({ request }: { request: Request }) => {
  const { pathname } = new URL(request.url);
  appels.push([request.method, pathname.replace('/api/v1', ''), await request.json()]);
  return HttpResponse.json(lignes[0] ?? ligne(1));
};
const serveur = setupServer(
  http.get('*/api/v1/lignes', () => HttpResponse.json(lignes)),
  http.get('*/api/v1/notifications/sante', () =>
    HttpResponse.json({ lignes: etats, debits: [], capacites: [], par_statut_24h: [] }),
  ),
  http.post('*/api/v1/lignes', note),
  http.post('*/api/v1/lignes/:id/pause', note),
  http.post('*/api/v1/lignes/:id/secret', note),
  http.patch('*/api/v1/lignes/:id', note),
);
beforeAll(() => serveur.listen({ onUnhandledRequest: 'error' }));
afterEach(() => {
  serveur.resetHandlers();
  appels = [];
});
afterAll(() => serveur.close());

function open(miennes: Ligne[], plus: Partial<LigneSante> = {}, actions = ['reglage.modifier']) {
  lignes = miennes;
  etats = miennes.map((une) => sante(une, plus));
  signIn({ fonction: 'admin', role: 'admin_mali', actions: ['notification.lire', ...actions] });
  renderPage(<LignesDeService />, { path: '/messages?onglet=lignes' });
}

test('les secondes, le plafond et leurs bornes sont lus comme le serveur les veut', () => {
  expect(readRythme({ min: '5', max: '7,5', plafond: '6 700' }).lu).toEqual({
    intervalle_min_ms: 5000,
    intervalle_max_ms: 7500,
    plafond_jour: 6700,
  });
  expect(readRythme({ min: '8', max: '5', plafond: '-1' }).faux).toEqual(['max', 'plafond']);
  expect(readRythme({ min: '601', max: '602', plafond: '1' }).faux).toContain('min');
});

test('la capacité d’un jour est celle du rythme ou du plafond, la plus basse', () => {
  const rythme = { intervalle_min_ms: 5000, intervalle_max_ms: 10_000 };
  expect(capacityOf({ ...rythme, plafond_jour: 100_000 })).toBe(6720);
  expect(capacityOf({ ...rythme, plafond_jour: 50 })).toBe(50);
});

test('les lignes se relaient par pays et usage, dans leur ordre', () => {
  const trois = [ligne(1, { ordre: 2 }), ligne(2, { ordre: 1 }), ligne(3, { usage: 'urgences' })];
  const noms = groupsOf(trois, 'ML').map(({ lignes: siennes }) => siennes.map(({ nom }) => nom));
  expect(noms).toEqual([['Bamako 2', 'Bamako 1'], ['Bamako 3']]);
  expect(groupsOf(trois, 'CI')).toEqual([]);
});

test('une pause demande sa durée et son motif', async () => {
  const user = userEvent.setup();
  open([ligne(1)]);
  await user.click(await screen.findByRole('button', { name: 'Pause Bamako 1' }));
  const dialogue = await screen.findByRole('dialog');
  expect(within(dialogue).getByRole('button', { name: 'Pause' })).toBeDisabled();
  await user.selectOptions(within(dialogue).getByLabelText('Durée'), '1 heure');
  await user.type(within(dialogue).getByLabelText(/Pourquoi/), 'téléphone en charge');
  await user.keyboard('{Control>}{Enter}{/Control}');
  await waitFor(() =>
    expect(appels).toEqual([
      ['POST', `/lignes/${ligne(1).id}/pause`, { minutes: 60, motif: 'téléphone en charge' }],
    ]),
  );
});

test('une ligne en pause dit pourquoi et reprend d’un bouton', async () => {
  const user = userEvent.setup();
  open([ligne(1)], {
    etat: 'en_pause',
    pause_jusqu_le: '2026-11-20T12:00:00Z',
    pause_motif: 'téléphone en charge',
  });
  expect(await screen.findByText(/téléphone en charge/)).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Reprendre Bamako 1' }));
  await waitFor(() => expect(appels[0]?.[2]).toEqual({ minutes: 0, motif: '' }));
});

test('une ligne se crée avec son secret, qui n’est plus montré', async () => {
  const user = userEvent.setup();
  open([]);
  await user.click(await screen.findByRole('button', { name: 'Nouvelle ligne' }));
  const dialogue = await screen.findByRole('dialog');
  await user.type(within(dialogue).getByLabelText(/^Nom/), 'Bamako 2');
  await user.type(within(dialogue).getByLabelText(/^Compte/), 'ml-2');
  const secret = within(dialogue).getByLabelText(/^Secret/);
  expect(secret).toHaveAttribute('type', 'password');
  await user.type(secret, 'sk_bamako_2');
  await user.click(within(dialogue).getByRole('button', { name: 'Créer la ligne' }));
  await waitFor(() => expect(appels).toHaveLength(1));
  expect(appels[0]?.[2]).toMatchObject({
    nom: 'Bamako 2',
    compte: 'ml-2',
    secret: 'sk_bamako_2',
    fournisseur: 'wachap',
    usage: 'etapes',
    intervalle_min_ms: 5000,
    chauffe: true,
    pays: 'ML',
  });
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('changer l’ordre de secours n’écrit que les places qui changent', async () => {
  const user = userEvent.setup();
  open([ligne(1, { ordre: 0 }), ligne(2, { ordre: 1 }), ligne(3, { ordre: 2 })]);
  await user.click(await screen.findByRole('button', { name: 'Autres actions de Bamako 2' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Passer avant' }));
  await waitFor(() =>
    expect(appels.map(([, chemin, corps]) => [chemin, corps])).toEqual([
      [`/lignes/${ligne(2).id}`, { ordre: 0 }],
      [`/lignes/${ligne(1).id}`, { ordre: 1 }],
    ]),
  );
});

test('finir la chauffe est un réglage explicite', async () => {
  const user = userEvent.setup();
  open([ligne(1, { chauffe_le: '2026-11-19' })]);
  expect(await screen.findByText(/en chauffe, 100 aujourd’hui/)).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Autres actions de Bamako 1' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Régler' }));
  await user.click(await screen.findByRole('checkbox', { name: 'Ligne en chauffe' }));
  await user.click(screen.getByRole('button', { name: 'Enregistrer' }));
  await waitFor(() => expect(appels[0]?.[2]).toMatchObject({ chauffe_le: null }));
});

test('qui ne règle rien voit les lignes sans y toucher', async () => {
  open([ligne(1)], {}, []);
  expect(await screen.findByText('Bamako 1')).toBeVisible();
  expect(screen.queryByRole('button', { name: /Pause|Nouvelle|Autres/ })).toBeNull();
});

test('une ligne WhatsApp Cloud reçoit ses textes approuvés, leurs champs un par ligne', async () => {
  const user = userEvent.setup();
  open([ligne(1, { fournisseur: 'cloud' })]);
  await user.click(await screen.findByRole('button', { name: 'Autres actions de Bamako 1' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Textes approuvés' }));
  const dialogue = await screen.findByRole('dialog');
  await user.click(within(dialogue).getByRole('button', { name: 'Ajouter un texte' }));
  await user.selectOptions(within(dialogue).getByLabelText('Étape'), 'disponible');
  const nom = within(dialogue).getByLabelText(/^Nom chez WhatsApp/);
  await user.type(nom, 'Colis Prêt');
  await user.click(within(dialogue).getByRole('button', { name: 'Enregistrer' }));
  expect(await within(dialogue).findByText(/minuscules/)).toBeVisible();
  expect(appels).toEqual([]);
  await user.clear(nom);
  await user.type(nom, 'colis_pret');
  await user.type(
    within(dialogue).getByLabelText('Ses champs, dans l’ordre'),
    '{{client}{enter}{{nombre}',
  );
  await user.click(within(dialogue).getByRole('button', { name: 'Enregistrer' }));
  const texte = { etape: 'disponible', langue: 'fr', nom: 'colis_pret', code_langue: 'fr' };
  await waitFor(() =>
    expect(appels).toEqual([
      [
        'PATCH',
        `/lignes/${ligne(1).id}`,
        { modeles: [{ ...texte, parametres: ['{client}', '{nombre}'] }] },
      ],
    ]),
  );
});

test('deux textes d’une étape dans une langue ne partent pas', () => {
  const modele = { etape: 'recu', langue: 'fr', nom: 'recu', code_langue: 'fr' } as const;
  const saisis = draftsOf([
    { ...modele, parametres: [] },
    { ...modele, nom: 'recu_2', parametres: [] },
  ]);
  expect(readModeles(saisis).lus).toBeNull();
  expect(readModeles(saisis).faux.get(1)).toBe('double');
  expect(newDraft(saisis)).toMatchObject({ cle: 2, etape: 'parti' });
});
