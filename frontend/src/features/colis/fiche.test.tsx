import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { changeLanguage } from '@/i18n';
import { dg as zh } from '@/i18n/zh/station-dg';
import { closeDatabase, database } from '@/offline/db';
import { renderPage, signIn } from '../../../tests/appuis';
import { FicheColis } from './fiche';
import { ListeColis } from './liste';
import { whatsappLink } from './menu-partage';

const ID = '0199a000-0000-7000-8000-0000000000c1';
const XOF = (montant: number) => ({ montant, devise: 'XOF' });
const LIGNE = {
  id: ID,
  code_suivi: 'N5E2PKZP5F42P',
  statut: 'recu',
  statut_le: '2026-11-20T08:00:00Z',
  pays_destination: 'ML',
  mode: 'cargo',
  categorie: 'standard',
  contenu: 'Chaussures',
  client: { id: 'k1', nom: 'Awa Traoré', telephone: '+22376123456' },
  poids_g: 12_500,
  poids_taxable_g: 14_000,
  nombre_pieces: 1,
  rang: 1,
  total: 3,
  prix: XOF(140_000),
  du: XOF(100_000),
  paye_en_chine: false,
  blocage: null,
  surplus: false,
  endommage: false,
  vol_id: null,
  enregistre_le: '2026-11-20T08:00:00Z',
};
const DETAIL = {
  ...LIGNE,
  pays_origine: 'CN',
  url_suivi: 'https://ts.example/suivi/N5E2PKZP5F42P',
  source_poids: 'manuel',
  dimensions_mm: [600, 400, 350],
  poids_volumetrique_g: 14_000,
  volume_cm3: null,
  valeur_declaree: null,
  references_externes: [],
  tarif: {
    unite: 'kg',
    devise: 'XOF',
    pas_g: 10,
    negocie: null,
    lignes: [
      {
        code: 'transport',
        montant: XOF(140_000),
        unite: 'kg',
        quantite: 14_000,
        prix_unitaire: 10_000,
      },
    ],
  },
  regle: XOF(40_000),
  rabais: XOF(0),
  jeton_cede: XOF(0),
  origine_inconnue: false,
  emplacement: null,
  enregistre_par: 'u1',
};
const page = (items: unknown[]) => HttpResponse.json({ items, suivant: null });
const demandes: string[] = [];

const serveur = setupServer(
  http.get('*/api/v1/colis', ({ request }) => {
    demandes.push(new URL(request.url).search);
    return page([LIGNE, { ...LIGNE, id: 'c2', code_suivi: 'DGCSDZ8YGQJ17', du: XOF(5_000) }]);
  }),
  http.get('*/api/v1/vols', () => page([])),
  http.get('*/api/v1/colis/:id', () => HttpResponse.json(DETAIL)),
  http.get('*/api/v1/colis/:id/photos', () => page([])),
  http.get('*/api/v1/colis/:id/evenements', () =>
    page([
      {
        id: 'e1',
        type: 'enregistrement',
        de: null,
        vers: 'recu',
        motif: '',
        question_code: '',
        acteur: { role: 'agent_chine', nom: 'Li Wei', pays: 'CN' },
        survenu_le: '2026-11-20T20:30:00Z',
        enregistre_le: '2026-11-20T20:30:00Z',
      },
    ]),
  ),
);

beforeAll(() => serveur.listen({ onUnhandledRequest: 'bypass' }));
afterAll(() => serveur.close());
afterEach(async () => {
  serveur.resetHandlers();
  demandes.length = 0;
  const base = await database();
  for (const magasin of ['ops', 'attente', 'meta'] as const) await base.clear(magasin);
  await closeDatabase();
});

const openSheet = () => renderPage(<FicheColis />, { path: `/colis/${ID}`, route: '/colis/:id' });

describe('the carton’s sheet', () => {
  test('the price adds up line by line and says what is still due', async () => {
    signIn({ role: 'agent_chine', pays: 'CN' });
    openSheet();
    expect(await screen.findByText(/14,00.kg × 10.000.FCFA\/kg/)).toBeVisible();
    expect(screen.getByText('Partiel')).toBeVisible();
    const reste = screen.getByText('Reste à payer').parentElement as HTMLElement;
    expect(within(reste).getByText(/^100.000.FCFA$/)).toBeVisible();
  });

  test('an event is told on the clock of the place it happened in', async () => {
    signIn({ role: 'admin_mali', fonction: 'admin', pays: 'ML' });
    openSheet();
    // 20:30 UTC is half past four the next morning in Guangzhou.
    expect(await screen.findByText(/21 nov\., 04:30/)).toBeVisible();
    expect(screen.getByText(/Shanghai/)).toBeVisible();
  });

  test('the screen’s own question is asked in the reader’s language, a person’s words stay', async () => {
    const motif = 'Parfum : combien de flacons, de ml, et quel taux d’alcool ?';
    const bloque = (question_code: string) => ({
      ...DETAIL,
      blocage: { nature: 'dg', motif, pays: 'CN', question_code },
    });
    signIn({ role: 'admin_chine', fonction: 'admin', pays: 'CN' });
    await changeLanguage('zh');
    try {
      serveur.use(http.get('*/api/v1/colis/:id', () => HttpResponse.json(bloque('parfum'))));
      const { unmount } = openSheet();
      expect(await screen.findByText(zh.questions.parfum)).toBeVisible();
      expect(screen.queryByText(motif)).toBeNull();
      unmount();
      serveur.use(http.get('*/api/v1/colis/:id', () => HttpResponse.json(bloque(''))));
      openSheet();
      expect(await screen.findByText(motif)).toBeVisible();
    } finally {
      await changeLanguage('fr');
    }
  });

  test('cancelling asks for a reason and is captured, so that it works offline', async () => {
    serveur.use(http.post('*/api/v1/sync/operations', () => HttpResponse.error()));
    signIn({ role: 'agent_chine', pays: 'CN', actions: ['colis.annuler'] });
    const clavier = userEvent.setup({ delay: null });
    openSheet();
    await clavier.click(await screen.findByRole('button', { name: 'Annuler le colis' }));
    const dialogue = await screen.findByRole('dialog');
    const confirmer = within(dialogue).getByRole('button', { name: 'Annuler le colis' });
    expect(confirmer).toBeDisabled();
    await clavier.type(within(dialogue).getByLabelText(/Motif/), 'Doublon');
    await clavier.click(confirmer);
    await waitFor(async () => {
      const [op] = await (await database()).getAll('ops');
      expect(op?.enveloppe).toMatchObject({
        type: 'colis.annuler',
        entity_id: ID,
        payload: { colis_id: ID, motif: 'Doublon' },
      });
    });
  });

  test('nobody is offered what their rights do not hold', async () => {
    signIn({ role: 'agent_mali', pays: 'ML', actions: ['colis.lire'] });
    openSheet();
    await screen.findByText('Awa Traoré');
    for (const nom of ['Annuler le colis', 'Bloquer', 'Étiquette']) {
      expect(screen.queryByRole('button', { name: nom })).toBeNull();
    }
  });

  test('the tracking page is shared with the client’s own number', () => {
    expect(whatsappLink('+22376123456', 'a b')).toBe('https://wa.me/22376123456?text=a%20b');
  });
});

describe('the list of cartons', () => {
  test('the filters are the address, and a one-letter search is not sent', async () => {
    signIn({ role: 'agent_chine', pays: 'CN', actions: ['colis.lire'] });
    const clavier = userEvent.setup({ delay: null });
    const { router } = renderPage(<ListeColis />, { path: '/colis?statut=recu', route: '/colis' });
    await screen.findByText('N5E2-PKZP-5F42P');
    expect(demandes.every((recherche) => recherche.includes('statut=recu'))).toBe(true);
    await clavier.type(screen.getByRole('searchbox'), 'a');
    expect(router.state.location.search).toContain('q=a');
    await clavier.type(screen.getByRole('searchbox'), 'wa');
    await waitFor(() => expect(demandes.at(-1)).toContain('q=awa'));
    expect(demandes.some((recherche) => /q=a(&|$)/.test(recherche))).toBe(false);
  });

  test('a selection is counted, weighed and priced', async () => {
    signIn({ role: 'agent_chine', pays: 'CN', actions: ['colis.lire', 'vol.charger'] });
    const clavier = userEvent.setup({ delay: null });
    renderPage(<ListeColis />, { path: '/colis', route: '/colis' });
    await clavier.click(await screen.findByLabelText('Tout sélectionner'));
    expect(screen.getByText('2 colis')).toBeVisible();
    expect(screen.getByText(/^25,00.kg$/)).toBeVisible();
    expect(screen.getByText(/^105.000.FCFA$/)).toBeVisible();
  });
});
