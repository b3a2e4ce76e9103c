import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http as msw } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { renderPage, signIn } from '../../../tests/appuis';
import { tabTo } from '../../../tests/clavier';
import { pathOf } from './acte';
import type { Visa } from './queries';
import { Visas } from './visas';

const API = 'http://localhost/api/v1';
const serveur = setupServer();
beforeAll(() => serveur.listen({ onUnhandledRequest: 'error' }));
afterEach(() => serveur.resetHandlers());
afterAll(() => serveur.close());

const visa = (changements: Partial<Visa> = {}): Visa => ({
  id: '0199a000-0000-7000-8000-00000000aa01',
  statut: 'en_attente',
  cree_le: '2026-03-10T09:00:00Z',
  echeance_le: '2026-03-12T09:00:00Z',
  age_h: 50,
  en_retard: true,
  empechement: null,
  suite: null,
  decide_le: null,
  decide_par: null,
  decision_motif: '',
  concession: {
    id: '0199a000-0000-7000-8000-00000000bb01',
    pays: 'ML',
    genre: 'garantie',
    auteur: { id: '0199a000-0000-7000-8000-00000000cc01', nom: 'Fatou', role: 'admin_mali' },
    sujet_type: 'remise',
    sujet_id: '0199a000-0000-7000-8000-00000000dd01',
    libelle: 'Awa · YAKM-VS9E-DD1R3',
    client_id: null,
    montant: { montant: 60_000, devise: 'XOF' },
    motif: 'client connu',
    details: { garant: 'Moussa Keïta' },
    enregistre_le: '2026-03-10T09:00:00Z',
    visa: 'en_attente',
  },
  ...changements,
});

const liste = (...items: Visa[]): void =>
  serveur.use(msw.get(`${API}/visas`, () => HttpResponse.json({ items, suivant: null })));

const signataire = (): unknown =>
  signIn({ fonction: 'admin', role: 'admin_mali', actions: ['visa.lire', 'visa.decider'] });

test('un visa en retard se voit, et se signe après avoir été relu', async () => {
  signataire();
  liste(visa());
  let recu: unknown;
  serveur.use(
    msw.post(`${API}/visas/:id`, async ({ request }) => {
      recu = await request.json();
      return HttpResponse.json(visa({ statut: 'accorde' }));
    }),
  );
  renderPage(<Visas />);
  expect((await screen.findAllByText('En retard')).length).toBeGreaterThan(0);
  expect(screen.getByText('Garant : Moussa Keïta')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Signer' }));
  const dialogue = await screen.findByRole('dialog');
  await userEvent.click(within(dialogue).getByRole('button', { name: 'Signer' }));
  await waitFor(() => expect(recu).toEqual({ decision: 'accorder', motif: '' }));
});

test('un visa se signe au clavier seul', async () => {
  const user = userEvent.setup();
  signataire();
  liste(visa());
  let recu: unknown;
  serveur.use(
    msw.post(`${API}/visas/:id`, async ({ request }) => {
      recu = await request.json();
      return HttpResponse.json(visa({ statut: 'accorde' }));
    }),
  );
  renderPage(<Visas />);
  await screen.findByRole('button', { name: 'Signer' });
  await tabTo(user, () => screen.getByRole('button', { name: 'Signer' }));
  await user.keyboard('{Enter}');
  const dialogue = await screen.findByRole('dialog');
  await tabTo(user, () => within(dialogue).getByRole('button', { name: 'Signer' }));
  await user.keyboard('{Enter}');
  await waitFor(() => expect(recu).toEqual({ decision: 'accorder', motif: '' }));
});

test('un refus demande son motif', async () => {
  signataire();
  liste(visa());
  let recu: unknown;
  serveur.use(
    msw.post(`${API}/visas/:id`, async ({ request }) => {
      recu = await request.json();
      return HttpResponse.json(visa({ statut: 'refuse' }));
    }),
  );
  renderPage(<Visas />);
  await userEvent.click(await screen.findByRole('button', { name: 'Refuser' }));
  const dialogue = await screen.findByRole('dialog');
  expect(within(dialogue).getByRole('button', { name: 'Refuser' })).toBeDisabled();
  await userEvent.type(within(dialogue).getByLabelText(/Motif/), 'solde trop élevé');
  await userEvent.click(within(dialogue).getByRole('button', { name: 'Refuser' }));
  await waitFor(() => expect(recu).toEqual({ decision: 'refuser', motif: 'solde trop élevé' }));
});

test('son propre acte ne se signe pas, et l’écran dit pourquoi', async () => {
  signataire();
  liste(visa({ empechement: 'seconde_personne_soi' }));
  renderPage(<Visas />);
  expect(await screen.findByText('Votre propre acte')).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Signer' })).toBeNull();
});

test('chaque sujet mène à sa page, une remise n’en a pas', () => {
  const { concession } = visa();
  expect(pathOf(concession)).toBeNull();
  expect(pathOf({ ...concession, sujet_type: 'vol' })).toBe(`/vols/${concession.sujet_id}`);
});

test('un visa refusé dit quoi faire, et où', async () => {
  signataire();
  liste(
    visa({
      statut: 'refuse',
      suite: 'recouvrer',
      decide_par: 'Direction',
      decide_le: '2026-03-11T09:00:00Z',
      decision_motif: 'pas d’accord',
      concession: { ...visa().concession, client_id: '0199a000-0000-7000-8000-00000000ee01' },
    }),
  );
  renderPage(<Visas />, { path: '/visas?onglet=decides', route: '/visas' });
  const lien = await screen.findByRole('link', { name: 'Faire payer le solde au client' });
  expect(lien.getAttribute('href')).toBe('/clients/0199a000-0000-7000-8000-00000000ee01');
});
