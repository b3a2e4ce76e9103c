import { screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { renderPage, signIn } from '../../../tests/appuis';
import type { Alerte } from './queries';
import { Surveillance } from './surveillance';

const SANTE = {
  lignes: [],
  debits: [
    { pays: 'ML', ligne: 'Bamako 1', etape: 'parti', heure: 42, cinq_minutes: 7, rates: 3 },
    { pays: 'CI', ligne: 'Abidjan 1', etape: 'parti', heure: 9, cinq_minutes: 1, rates: 0 },
  ],
  capacites: [{ pays: 'ML', capacite_jour: 6700, besoin_hier: 8000 }],
  par_statut_24h: [],
  en_souffrance: [],
  incertains: 2,
  a_regrouper: 0,
  plus_ancienne_en_attente_le: null,
  taux_livraison_24h: 0.98,
};
const ALERTE: Alerte = {
  pays: 'ML',
  nature: 'ligne',
  cle: 'ligne:1',
  detail: 'La ligne Bamako 1 ne répond plus',
  valeurs: { ligne: 'Bamako 1' },
  depuis_le: '2026-11-20T09:00:00Z',
  sonnee_le: '2026-11-20T09:01:00Z',
  silence_jusqu_le: '2999-11-20T10:01:00Z',
  fois: 1,
};

let alertes: Alerte[] = [];
const serveur = setupServer(
  http.get('*/api/v1/notifications/sante', () => HttpResponse.json(SANTE)),
  http.get('*/api/v1/notifications/alertes', () => HttpResponse.json(alertes)),
);
beforeAll(() => serveur.listen({ onUnhandledRequest: 'error' }));
afterEach(() => serveur.resetHandlers());
afterAll(() => serveur.close());

function open(ouvertes: Alerte[]) {
  alertes = ouvertes;
  signIn({ fonction: 'admin', role: 'admin_mali', actions: ['notification.lire'] });
  renderPage(<Surveillance />, { path: '/messages?onglet=surveillance' });
}

test('une alerte dit sa cause, depuis quand, sa sonnerie et quoi faire', async () => {
  open([ALERTE]);
  expect(await screen.findByText('La ligne Bamako 1 ne répond plus')).toBeVisible();
  expect(screen.getByText(/Vérifiez le téléphone/)).toBeVisible();
  expect(screen.getByText(/muette jusqu’à/)).toBeVisible();
  expect(screen.getByRole('link', { name: 'Voir les lignes' })).toHaveAttribute(
    'href',
    '/messages?onglet=lignes',
  );
});

test('un texte refusé mène à ce texte', async () => {
  open([
    {
      ...ALERTE,
      nature: 'gabarit',
      cle: 'gabarit:parti:fr:maison',
      valeurs: { etape: 'parti', langue: 'fr', nombre: 4 },
      silence_jusqu_le: null,
    },
  ]);
  expect(await screen.findByText(/refuse le texte « Vol parti »/)).toBeVisible();
  expect(screen.getByRole('link', { name: 'Ouvrir le texte' })).toHaveAttribute(
    'href',
    '/messages?onglet=textes&gabarit=parti&langue=fr&du=ML',
  );
});

test('sans alerte, l’écran le dit', async () => {
  open([]);
  expect(await screen.findByText('Rien à signaler.')).toBeVisible();
});

test('les débits et la capacité sont ceux du pays regardé', async () => {
  open([]);
  expect(await screen.findByRole('row', { name: /Bamako 1 · Vol parti 7 42 3/ })).toBeVisible();
  expect(screen.queryByText(/Abidjan 1/)).toBeNull();
  expect(screen.getByText('8000 dus hier / 6700 par jour')).toBeVisible();
  expect(screen.getByText(/Les lignes ne suffisent pas/)).toBeVisible();
});

test('une alerte venue d’ailleurs n’est pas de ce pays', async () => {
  open([{ ...ALERTE, pays: 'CI' }]);
  expect(await screen.findByText('Rien à signaler.')).toBeVisible();
});
