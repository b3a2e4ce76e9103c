import { screen, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { renderPage, signIn } from '../../../tests/appuis';
import { groupOf, sumDue } from './groupes';
import { PanneauMesColis } from './mes-colis';
import type { MonColis } from './queries';

const COLIS: MonColis = {
  id: 'a',
  code_suivi: 'F5HS0X5K9Q8F1',
  url: 'http://exemple.test/suivi/F5HS-0X5K-9Q8F1',
  statut: 'disponible',
  statut_le: '2026-11-20T10:00:00Z',
  contenu: 'Chaussures',
  mode: 'cargo',
  pays_origine: 'CN',
  pays_destination: 'ML',
  envoi_id: null,
  rang: 1,
  total: 2,
  poids_g: 12_500,
  poids_taxable_g: 12_500,
  prix: { montant: 125_000, devise: 'XOF' },
  du: { montant: 25_000, devise: 'XOF' },
  enregistre_le: '2026-11-10T10:00:00Z',
  arrive_le: '2026-11-19T10:00:00Z',
  remis_le: null,
};
const EN_VOL: MonColis = { ...COLIS, id: 'b', statut: 'expedie', contenu: 'Téléphones' };

const serveur = setupServer(
  http.get('*/api/v1/moi/colis', () =>
    HttpResponse.json({ items: [EN_VOL, COLIS], suivant: null }),
  ),
);
beforeAll(() => serveur.listen({ onUnhandledRequest: 'error' }));
afterAll(() => serveur.close());

test('ce qui est dû s’additionne par devise', () => {
  const yuans = { ...COLIS, id: 'c', du: { montant: 1_050, devise: 'CNY' } };
  const solde = { ...COLIS, id: 'd', du: { montant: 0, devise: 'EUR' } };
  expect(sumDue([COLIS, COLIS, yuans, solde])).toEqual([
    { devise: 'XOF', montant: 50_000 },
    { devise: 'CNY', montant: 1_050 },
  ]);
});

test('un état inconnu reste visible parmi les colis en route', () => {
  expect(groupOf([{ ...COLIS, statut: 'nouveau' }]).enRoute).toHaveLength(1);
});

test('le client voit d’abord ce qu’il peut retirer et ce qu’il doit pour cela seul', async () => {
  signIn({ fonction: 'client', role: 'client', pays: null, actions: ['moi.lire'] });
  renderPage(<PanneauMesColis />);
  const arrives = await screen.findByRole('region', { name: 'Arrivés' });
  expect(within(arrives).getByRole('link')).toHaveAttribute('href', '/suivi/F5HS-0X5K-9Q8F1');
  expect(screen.getByText('À payer au retrait').parentElement).toHaveTextContent(/25.000/);
  const [premier] = screen.getAllByRole('region');
  expect(premier).toBe(arrives);
});
