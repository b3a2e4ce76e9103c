import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { closeDatabase, database } from '@/offline/db';
import { syncNow } from '@/offline/sync';
import { renderPage, signIn } from '../../../tests/appuis';
import { VolPage } from './vol';

const sons = vi.hoisted(() => ({ answer: vi.fn(), say: vi.fn() }));
vi.mock('@/station/sons', () => sons);

const VOL = '0199a000-0000-7000-8000-0000000000f1';
const CODE = 'N5E2PKZP5F42P';
const vol = (avec: Record<string, unknown> = {}, remplissage: Record<string, unknown> = {}) => ({
  id: VOL,
  numero: '',
  lta: '',
  mode: 'cargo',
  statut: 'ouvert',
  pays_origine: 'CN',
  pays_destination: 'CI',
  compagnie: null,
  aeroport_depart: null,
  aeroport_arrivee: null,
  fuseau_depart: 'Asia/Shanghai',
  fuseau_arrivee: 'Africa/Abidjan',
  depart_prevu: null,
  arrivee_prevue: null,
  capacite_kg: null,
  capacite_m3: null,
  outrepasse: '',
  version_manifeste: 0,
  champs_manquants: ['numero', 'lta'],
  avertissements: [],
  evenements: [],
  frais: null,
  remplissage: {
    colis: 1,
    pieces: 1,
    poids_g: 3_200,
    poids_taxable_g: 3_200,
    volume_cm3: 0,
    bloques: 0,
    capacite_g: null,
    capacite_cm3: null,
    ...remplissage,
  },
  ...avec,
});

interface Envoyee {
  op_id: string;
  type: string;
  payload: Record<string, unknown>;
}
let repondre: (op: Envoyee) => Record<string, unknown> = () => ({ status: 'applied' });

const serveur = setupServer(
  http.get('*/api/v1/vols/:id', () => HttpResponse.json(vol())),
  http.get('*/api/v1/colis', () => HttpResponse.json({ items: [], suivant: null })),
  http.get('*/api/v1/compagnies', () => HttpResponse.json([])),
  http.get('*/api/v1/aeroports', () => HttpResponse.json([])),
  http.get('*/api/v1/colis/:id', () =>
    HttpResponse.json({ client: { nom: 'Koffi Yao' }, poids_g: 3_200 }),
  ),
  http.post('*/api/v1/sync/operations', async ({ request }) => {
    const { operations } = (await request.json()) as { operations: Envoyee[] };
    const results = operations.map((op) => ({ op_id: op.op_id, version: 1, ...repondre(op) }));
    return HttpResponse.json(
      { server_now: new Date().toISOString(), contiguous_upto: 1, gaps: [], results },
      { headers: { 'X-TS-Sync': '1' } },
    );
  }),
);

const ACTIONS = ['vol.lire', 'vol.charger', 'vol.decharger', 'vol.modifier'];

beforeAll(() => serveur.listen({ onUnhandledRequest: 'bypass' }));
afterAll(() => serveur.close());
beforeEach(() => {
  signIn({ fonction: 'agent', role: 'agent_chine', pays: 'CN', actions: ACTIONS });
  vi.clearAllMocks();
});
afterEach(async () => {
  serveur.resetHandlers();
  repondre = () => ({ status: 'applied' });
  const base = await database();
  for (const magasin of ['ops', 'attente', 'resultats', 'lecture', 'meta'] as const) {
    await base.clear(magasin);
  }
  await closeDatabase();
});

const open = () => renderPage(<VolPage />, { path: `/vols/${VOL}`, route: '/vols/:id' });

async function scan(texte: string): Promise<void> {
  const clavier = userEvent.setup({ delay: null });
  await clavier.type(await screen.findByLabelText(/Code, fin de code/), `${texte}{Enter}`);
  await waitFor(async () => {
    expect((await (await database()).getAll('attente')).length).toBeGreaterThan(0);
  });
}

describe('loading by scan', () => {
  test('a carton that goes on board is heard, seen, and named', async () => {
    repondre = () => ({
      status: 'applied',
      resultat: { resultat: 'charge', colis_id: 'c1', avertissements: [] },
    });
    open();
    await scan(CODE);
    await syncNow(true);
    const dernier = await screen.findByText('Chargé');
    expect(
      within(dernier.closest('[role=status]') as HTMLElement).getByText('N5E2-PKZP-5F42P'),
    ).toBeVisible();
    expect(sons.answer).toHaveBeenLastCalledWith('ok');
    expect(sons.say).not.toHaveBeenCalled();
    const [op] = await (await database()).getAll('ops');
    expect(op?.enveloppe).toMatchObject({
      type: 'vol.charger',
      entity_id: VOL,
      payload: { vol_id: VOL, code: CODE },
    });
  });

  test('a refusal is spoken and shown with the server’s own words, and leaves nothing to repair', async () => {
    const detail = 'Ce colis part pour ML, ce vol pour CI. Chargez-le sur le bon vol.';
    repondre = () => ({
      status: 'rejected',
      problem: { status: 409, title: 'Autre destination', code: 'pays_incompatible', detail },
    });
    open();
    await scan(CODE);
    await syncNow(true);
    expect(await screen.findByText(detail)).toBeVisible();
    expect(sons.answer).toHaveBeenLastCalledWith('refus');
    expect(sons.say).toHaveBeenCalledWith(detail, 'fr-FR');
    await waitFor(async () => {
      const [resultat] = await (await database()).getAll('resultats');
      expect(resultat?.a_revoir).toBe(0);
    });
  });

  test('a full device says on the screen that nothing was written down', async () => {
    open();
    const champ = await screen.findByLabelText(/Code, fin de code/);
    const plein = new DOMException('full', 'QuotaExceededError');
    vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw plein;
    });
    await userEvent.setup({ delay: null }).type(champ, `${CODE}{Enter}`);
    expect(await screen.findByText(/L’appareil est plein/)).toBeVisible();
    expect(sons.answer).toHaveBeenLastCalledWith('refus');
    expect(await (await database()).getAll('ops')).toEqual([]);
  });

  test('the same carton scanned twice is one act, politely answered', async () => {
    repondre = () => ({ status: 'applied', resultat: { resultat: 'charge', colis_id: 'c1' } });
    open();
    await scan(CODE);
    await syncNow(true);
    await screen.findByText('Chargé');
    const clavier = userEvent.setup({ delay: null });
    await clavier.type(screen.getByLabelText(/Code, fin de code/), `${CODE}{Enter}`);
    await waitFor(() => expect(sons.answer).toHaveBeenLastCalledWith('attention'));
    expect(await (await database()).getAll('ops')).toHaveLength(1);
  });

  test('without a network the scan waits on the device and the flight cannot look sent', async () => {
    serveur.use(http.post('*/api/v1/sync/operations', () => HttpResponse.error()));
    open();
    await scan(CODE);
    expect(await screen.findByText('1 scan pas encore envoyé')).toBeVisible();
    expect(screen.getByText('En attente d’envoi')).toBeVisible();
  });
});

describe('before closing', () => {
  const closes = ['vol.cloturer', ...ACTIONS];

  test('the button waits for what is missing, which is named', async () => {
    signIn({ fonction: 'admin', role: 'admin_chine', pays: 'CN', actions: closes });
    open();
    expect(await screen.findByText('Il manque 2 points.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Clôturer le vol' })).toBeDisabled();
  });

  test('an agent sees the checklist but not the button', async () => {
    open();
    expect(await screen.findByText('La clôture est faite par un admin.')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Clôturer le vol' })).toBeNull();
  });

  test('beyond capacity a reason is asked, then sent', async () => {
    signIn({ fonction: 'admin', role: 'admin_chine', pays: 'CN', actions: closes });
    let recu: unknown = null;
    serveur.use(
      http.get('*/api/v1/vols/:id', () =>
        HttpResponse.json(vol({ champs_manquants: [] }, { capacite_g: 2_000 })),
      ),
      http.post('*/api/v1/vols/:id/cloture', async ({ request }) => {
        recu = await request.json();
        return HttpResponse.json(vol({ statut: 'cloture', version_manifeste: 1 }));
      }),
    );
    const clavier = userEvent.setup({ delay: null });
    open();
    await clavier.click(await screen.findByRole('button', { name: 'Clôturer le vol' }));
    await clavier.type(await screen.findByLabelText(/Motif du dépassement/), 'Palette acceptée');
    await clavier.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(recu).toEqual({ outrepasser: 'Palette acceptée' }));
  });
});
