import { act, configure, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { closeDatabase, database } from '@/offline/db';
import { deliver } from '@/station/douchette/ecoute';
import { renderPage, signIn } from '../../../tests/appuis';
import { tellPoids } from './poste';
import { DEFAUT, prefer } from './preferences';
import { Reception } from './reception';

vi.mock('@/station/imprimante/etiquette', () => ({
  drawLabel: vi.fn(async () => new Blob(['png'], { type: 'image/png' })),
}));
const imprimees = vi.hoisted(() => [] as { cle: string; colis_id: string; motif: string }[]);
vi.mock('@/station/imprimante/file', () => {
  let sortie: ((impression: unknown) => Promise<void>) | undefined;
  return {
    prepareLabel: vi.fn(),
    queue: {
      configure: (_reglage: unknown, options: { onPrinted: typeof sortie }) => {
        sortie = options.onPrinted;
      },
      add: async (impression: { cle: string; colis_id: string; motif: string }) => {
        imprimees.push(impression);
        await sortie?.(impression);
      },
    },
  };
});
vi.mock('@/station/imprimante/use-file', () => ({
  useFile: () => ({ travaux: [], bloquee: null }),
}));

configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 60_000 });

const AWA = {
  id: '0199a000-0000-7000-8000-0000000000c1',
  nom: 'Awa Traoré',
  telephone: '+22376123456',
  pays: 'ML',
  langue: 'fr',
};
const page = (items: unknown[]) => HttpResponse.json({ items, suivant: null });
const XOF = (montant: number) => ({ montant, devise: 'XOF' });
const TARIF = {
  id: '0199a000-0000-7000-8000-0000000000t1',
  pays_destination: 'ML',
  mode: 'cargo',
  categorie: 'standard',
  unite: 'kg',
  prix: XOF(10_000),
  minimum: XOF(1_000),
  diviseur: 6_000,
  pas_g: 10,
  paliers: [],
  client_id: null,
  vol_id: null,
  debut_le: '2026-01-01T00:00:00Z',
  fin_le: null,
};

const serveur = setupServer(
  http.get('*/api/v1/pays', () =>
    page([
      { code: 'CN', nom: 'Chine', nom_en: '', nom_zh: '', origine: true },
      { code: 'ML', nom: 'Mali', nom_en: '', nom_zh: '', origine: false },
      { code: 'CI', nom: 'Côte d’Ivoire', nom_en: '', nom_zh: '', origine: false },
    ]),
  ),
  http.get('*/api/v1/agences', () => page([{ pays: 'ML', ville: 'Bamako' }])),
  http.get('*/api/v1/vols', () => page([])),
  http.get('*/api/v1/tarifs', () => page([TARIF])),
  http.get('*/api/v1/clients', ({ request }) => {
    const q = new URL(request.url).searchParams.get('q') ?? '';
    return page(AWA.telephone.endsWith(q) ? [AWA] : []);
  }),
  http.post('*/api/v1/colis/devis', async ({ request }) => {
    const { poids_g } = (await request.json()) as { poids_g: number };
    // Dearer than the standard tariff: only the server can know.
    const prix = XOF(poids_g * 11);
    return HttpResponse.json({
      prix,
      poids_volumetrique_g: null,
      poids_taxable_g: poids_g,
      lignes: [
        { code: 'transport', montant: prix, unite: 'kg', quantite: poids_g, prix_unitaire: 11_000 },
      ],
    });
  }),
);

beforeAll(() => serveur.listen({ onUnhandledRequest: 'bypass' }));
afterAll(() => serveur.close());
beforeEach(() => {
  signIn({ fonction: 'agent', role: 'agent_chine', pays: 'CN', actions: ['colis.enregistrer'] });
  prefer({ ...DEFAUT, camera: false });
  imprimees.length = 0;
});
afterEach(async () => {
  serveur.resetHandlers();
  const base = await database();
  for (const magasin of ['ops', 'attente', 'resultats', 'lecture', 'meta'] as const) {
    await base.clear(magasin);
  }
  await closeDatabase();
});

async function captured(type = 'colis.enregistrer') {
  const base = await database();
  return (await base.getAll('ops')).filter(({ enveloppe }) => enveloppe.type === type);
}

const focused = (etape: string) =>
  waitFor(() => expect((document.activeElement as HTMLElement).dataset.etape).toBe(etape), {
    timeout: 4_000,
  });

const noNetwork = () => serveur.use(http.all('*/api/v1/*', () => HttpResponse.error()));

describe('the bench, hands on the keyboard', () => {
  test('a known client is registered with Enter alone, and the next phone is awaited', async () => {
    const clavier = userEvent.setup({ delay: null });
    renderPage(<Reception />);
    await focused('telephone');
    await clavier.keyboard('76123456');
    await screen.findByText('Awa Traoré');
    await clavier.keyboard('{Enter}');
    await focused('total');
    await clavier.keyboard('{Enter}');
    await focused('poids');
    await clavier.keyboard('12,5{Enter}');
    await focused('longueur');
    await clavier.keyboard('{Enter}');
    await focused('mode');
    await clavier.keyboard('1');
    await focused('categorie');
    await clavier.keyboard('1');
    await focused('contenu');
    await clavier.keyboard('Chaussures');
    expect(await screen.findByText(/^137.500.FCFA$/, { selector: '.text-4xl' })).toBeVisible();
    expect(screen.queryByText('estimé')).toBeNull();
    await clavier.keyboard('{Enter}');
    await focused('valeur');
    await clavier.keyboard('{Enter}');
    await focused('valider');
    await clavier.keyboard('{Enter}');
    await focused('telephone');
    const [op] = await captured();
    expect(op?.enveloppe.payload).toMatchObject({
      client: { nom: 'Awa Traoré', telephone: '+22376123456', pays: 'ML' },
      poids_g: 12_500,
      categorie: 'standard',
      contenu: 'Chaussures',
    });
    expect(op?.enveloppe.entity_id).toBe(op?.enveloppe.payload.id);
    await waitFor(async () => expect(await captured('etiquette.reimprimer')).toHaveLength(1));
  });

  test('an unknown number asks for a name and a country digit, nothing more', async () => {
    const clavier = userEvent.setup({ delay: null });
    renderPage(<Reception />);
    await focused('telephone');
    await clavier.keyboard('0701234567{Enter}');
    await focused('nom');
    await clavier.keyboard('Koffi Yao{Enter}');
    await focused('pays');
    await clavier.keyboard('2');
    await focused('total');
    await clavier.keyboard('{Enter}4{Enter}{Enter}');
    await clavier.keyboard('{Control>}{Enter}{/Control}');
    // Contents are missing: nothing is captured and the eye is sent there.
    await focused('contenu');
    expect(await captured()).toHaveLength(0);
    await clavier.keyboard('Tissu{Control>}{Enter}{/Control}');
    await waitFor(async () => expect(await captured()).toHaveLength(1));
    const [op] = await captured();
    expect(op?.enveloppe.payload).toMatchObject({
      client: { nom: 'Koffi Yao', telephone: '+2250701234567', pays: 'CI' },
      pays_destination: 'CI',
      poids_g: 4_000,
    });
  });

  test('without a network the carton is captured all the same and the price says "estimé"', async () => {
    const clavier = userEvent.setup({ delay: null });
    const { client, unmount } = renderPage(<Reception />);
    await waitFor(() => expect(client.getQueryData(['tarifs', 'station'])).toBeDefined());
    unmount();
    noNetwork();
    renderPage(<Reception />);
    await focused('telephone');
    await clavier.keyboard('76123456{Enter}');
    await focused('nom');
    await clavier.keyboard('Awa{Enter}');
    await clavier.keyboard('{Enter}{Enter}2,5{Enter}60x40x35{Enter}');
    await focused('mode');
    // 60 × 40 × 35 cm over 6000 is 14 kg: the volume is billed.
    expect(await screen.findByText('estimé')).toBeVisible();
    expect(screen.getByText(/^140.000.FCFA$/)).toBeVisible();
    await clavier.keyboard('1');
    await focused('categorie');
    await clavier.keyboard('1');
    await focused('contenu');
    await clavier.keyboard('Tissu{Control>}{Enter}{/Control}');
    await waitFor(async () => expect(await captured()).toHaveLength(1));
    expect(await screen.findByText('en attente d’envoi')).toBeVisible();
  });

  test('a weight that is no weight keeps the hands on the scale', async () => {
    const clavier = userEvent.setup({ delay: null });
    renderPage(<Reception />);
    await focused('telephone');
    await clavier.keyboard('76123456');
    await screen.findByText('Awa Traoré');
    await clavier.keyboard('{Enter}{Enter}');
    await focused('poids');
    await clavier.keyboard('douze{Enter}');
    await focused('poids');
    expect(screen.getAllByText(/Un poids en kg/)).toHaveLength(2);
  });

  test('three cartons of one client: the second keeps the client and waits for its weight', async () => {
    const clavier = userEvent.setup({ delay: null });
    renderPage(<Reception />);
    await focused('telephone');
    await clavier.keyboard('76123456');
    await screen.findByText('Awa Traoré');
    await clavier.keyboard('{Enter}');
    await focused('total');
    await clavier.keyboard('3{Enter}2{Enter}{Enter}{Enter}{Enter}');
    await focused('contenu');
    await clavier.keyboard('Tissu{Control>}{Enter}{/Control}');
    await focused('poids');
    expect(screen.getByText('2 /')).toBeVisible();
    await clavier.keyboard('3{Control>}{Enter}{/Control}');
    await waitFor(async () => expect(await captured()).toHaveLength(2));
    const payloads = (await captured()).map(({ enveloppe }) => enveloppe.payload);
    const rangs = payloads.map(({ rang, total }) => `${rang}/${total}`).sort();
    expect(rangs).toEqual(['1/3', '2/3']);
    expect(new Set(payloads.map(({ envoi_id }) => envoi_id)).size).toBe(1);
  });

  test('F2 serves the same client again', async () => {
    const clavier = userEvent.setup({ delay: null });
    renderPage(<Reception />);
    await focused('telephone');
    await clavier.keyboard('76123456');
    await screen.findByText('Awa Traoré');
    await clavier.keyboard('{Enter}{Enter}2{Enter}{Enter}{Enter}{Enter}Tissu');
    await clavier.keyboard('{Control>}{Enter}{/Control}');
    await focused('telephone');
    await screen.findByLabelText('Derniers colis de ce poste');
    await clavier.keyboard('{F2}');
    await focused('poids');
    expect(screen.getByDisplayValue('+223 76 12 34 56')).toBeVisible();
  });

  test('a courier number typed in the phone field becomes a reference of the carton', async () => {
    const clavier = userEvent.setup({ delay: null });
    renderPage(<Reception />);
    await focused('telephone');
    await clavier.keyboard('SF1234567890123{Enter}');
    expect(await screen.findByText('SF1234567890123')).toBeVisible();
    expect(screen.getByLabelText('Téléphone du client')).toHaveValue('');
  });

  test('a scanned mark proposes its last owner with their contents, and Enter registers', async () => {
    serveur.use(
      http.get('*/api/v1/colis/proposition', () =>
        HttpResponse.json({
          client: AWA,
          gabarits: [
            {
              mode: 'cargo',
              categorie: 'standard',
              contenu: 'Tissus',
              dimensions_mm: null,
              nombre_pieces: 1,
              fois: 4,
            },
          ],
        }),
      ),
    );
    const clavier = userEvent.setup({ delay: null });
    renderPage(<Reception />);
    await focused('telephone');
    act(() => deliver('TSM-AWA'));
    expect(await screen.findByText('AWA : Awa Traoré')).toBeVisible();
    expect(screen.getByLabelText('Contenu')).toHaveValue('Tissus');
    act(() => tellPoids({ poids_g: 3_456, source_poids: 'balance', trame_balance: 'stgs/serie' }));
    expect(screen.getByLabelText('Poids')).toHaveValue('3,456');
    await clavier.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(async () => expect(await captured()).toHaveLength(1));
    const [op] = await captured();
    expect(op?.enveloppe.payload).toMatchObject({
      client: { telephone: '+22376123456' },
      contenu: 'Tissus',
      poids_g: 3_456,
      source_poids: 'balance',
      trame_balance: 'stgs/serie',
      references_externes: ['AWA'],
    });
    expect(imprimees).toMatchObject([{ motif: 'premiere', colis_id: op?.enveloppe.entity_id }]);
  });

  test('an unknown number is kept and the phone is asked; the same scan again is said so', async () => {
    serveur.use(
      http.get('*/api/v1/colis/proposition', () =>
        HttpResponse.json({ client: null, gabarits: [] }),
      ),
    );
    renderPage(<Reception />);
    await focused('telephone');
    act(() => deliver('SF1234567890123', 0));
    expect(await screen.findByText(/SF1234567890123 : à qui est-ce/)).toBeVisible();
    await focused('telephone');
    act(() => deliver('SF1234567890123', 10_000));
    expect(await screen.findByText('SF1234567890123 est déjà sur ce colis.')).toBeVisible();
  });

  test('words of danger ask their question, and the label carries the mark', async () => {
    const clavier = userEvent.setup({ delay: null });
    renderPage(<Reception />);
    await focused('telephone');
    await clavier.keyboard('76123456');
    await screen.findByText('Awa Traoré');
    await clavier.keyboard('{Enter}');
    await focused('total');
    await clavier.type(screen.getByLabelText('Contenu'), 'power bank 30000mAh 3,7V');
    expect(screen.getByText(/Plus de 100 Wh : combien exactement/)).toBeVisible();
    await clavier.type(screen.getByLabelText('Poids'), '2');
    await clavier.keyboard('{Control>}{Enter}{/Control}');
    expect(await screen.findByText(/en attente d’un admin/)).toBeVisible();
    expect(imprimees).toMatchObject([{ etiquette: { danger: 'UN 3480' } }]);
  });

  test('a printed command confirms, sets the category, and an unknown one is refused aloud', async () => {
    renderPage(<Reception />);
    await focused('telephone');
    act(() => deliver('TS-CMD-CATEGORIE-COSMETIQUE'));
    expect(screen.getByRole('radio', { name: /Cosmétique/ })).toBeChecked();
    act(() => deliver('TS-CMD-CONFIRMER'));
    expect(await screen.findAllByText('À qui est ce colis ?')).not.toHaveLength(0);
    act(() => deliver('TS-CMD-DANSER'));
    expect(await screen.findByText(/Commande inconnue : DANSER/)).toBeVisible();
  });
});
