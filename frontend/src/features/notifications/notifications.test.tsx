import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { renderPage, signIn } from '../../../tests/appuis';
import { isAnnulable, isRelancable } from './etats';
import { Messages } from './messages';
import type { Notification } from './queries';

const MESSAGE: Notification = {
  id: '0199a000-0000-7000-8000-00000000b001',
  pays: 'ML',
  client_id: null,
  telephone: '+22376760477',
  langue: 'fr',
  etape: 'disponible',
  statut: 'suspendu',
  motif: '',
  code_motif: 'ligne_basse',
  texte: 'Votre carton est disponible',
  lot: 1,
  tentatives: 0,
  prochaine_tentative_le: '2026-11-20T10:00:00Z',
  echeance_le: '2026-11-23T10:00:00Z',
  envoye_le: null,
  livre_le: null,
  lu_le: null,
  cree_le: '2026-11-20T09:00:00Z',
};
const SANTE = {
  lignes: [],
  debits: [],
  capacites: [],
  par_statut_24h: [],
  en_souffrance: [{ pays: 'ML', motif: 'ligne_basse', nombre: 1 }],
  incertains: 0,
  a_regrouper: 0,
  plus_ancienne_en_attente_le: null,
  taux_livraison_24h: null,
};

let relances: { ids?: string[]; essai: boolean }[] = [];
let annulations: unknown[] = [];
const serveur = setupServer(
  http.get('*/api/v1/notifications/sante', () => HttpResponse.json(SANTE)),
  http.get('*/api/v1/notifications', () => HttpResponse.json({ items: [MESSAGE], suivant: null })),
  http.get('*/api/v1/notifications/alertes', () => HttpResponse.json([])),
  http.post('*/api/v1/notifications/annulation', async ({ request }) => {
    const demande = (await request.json()) as { essai: boolean };
    annulations.push(demande);
    return HttpResponse.json({
      essai: demande.essai,
      nombre: 1,
      ids: [MESSAGE.id],
      par_motif: { ligne_basse: 1 },
      retenus: 2,
    });
  }),
  http.post('*/api/v1/notifications/relance', async ({ request }) => {
    const demande = (await request.json()) as { ids?: string[]; essai: boolean };
    relances.push(demande);
    return HttpResponse.json({
      essai: demande.essai,
      nombre: 1,
      ids: [MESSAGE.id],
      par_motif: { ligne_basse: 1 },
    });
  }),
);
beforeAll(() => serveur.listen({ onUnhandledRequest: 'error' }));
afterEach(() => {
  serveur.resetHandlers();
  relances = [];
  annulations = [];
});
afterAll(() => serveur.close());

test('un reçu de paiement ne s’annule jamais, un message parti ne se relance pas', () => {
  expect(isAnnulable({ statut: 'en_attente', etape: 'paiement' })).toBe(false);
  expect(isAnnulable({ statut: 'suspendu', etape: 'disponible' })).toBe(true);
  expect(isAnnulable({ statut: 'lu', etape: 'disponible' })).toBe(false);
  expect(isRelancable({ statut: 'livre' })).toBe(false);
  expect(isRelancable({ statut: 'incertain' })).toBe(true);
});

test('relancer montre d’abord ce qui partirait, puis seulement envoie', async () => {
  signIn({
    fonction: 'admin',
    role: 'admin_mali',
    actions: ['notification.lire', 'notification.relancer'],
  });
  const user = userEvent.setup();
  renderPage(<Messages />, { path: '/messages?onglet=souffrance' });
  await user.click(await screen.findByRole('checkbox', { name: 'Sélectionner' }));
  await user.click(screen.getByRole('button', { name: 'Relancer 1 message' }));
  const dialogue = await screen.findByRole('dialog');
  expect(await within(dialogue).findByText('Ligne en panne')).toBeVisible();
  expect(relances).toEqual([{ ids: [MESSAGE.id], essai: true }]);
  await user.click(within(dialogue).getByRole('button', { name: 'Relancer 1 message' }));
  await screen.findByRole('checkbox', { name: 'Sélectionner', checked: false });
  expect(relances.at(-1)).toEqual({ ids: [MESSAGE.id], essai: false });
});

test('annuler un motif entier montre d’abord ce qui ne partirait pas et ce qui reste', async () => {
  signIn({
    fonction: 'admin',
    role: 'admin_mali',
    actions: ['notification.lire', 'notification.relancer'],
  });
  const user = userEvent.setup();
  renderPage(<Messages />, { path: '/messages?onglet=souffrance' });
  await screen.findByRole('option', { name: 'Ligne en panne (1)' });
  await user.selectOptions(screen.getByLabelText('Motif'), 'Ligne en panne (1)');
  await user.click(await screen.findByRole('button', { name: 'Annuler tout' }));
  const dialogue = await screen.findByRole('dialog');
  expect(await within(dialogue).findByText(/2 autres restent/)).toBeVisible();
  const filtre = { statut: 'suspendu', motif: 'ligne_basse', pays: 'ML' };
  expect(annulations).toEqual([{ filtre, essai: true }]);
  await user.click(within(dialogue).getByRole('button', { name: 'Annuler 1 message' }));
  await waitFor(() => expect(annulations.at(-1)).toEqual({ filtre, essai: false }));
});
