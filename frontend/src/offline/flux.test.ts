import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { NetworkError } from '@/lib/problem';
import { signIn } from '../../tests/appuis';
import { freshDevice, scan } from '../../tests/hors-ligne';
import { wipeStaleReadings } from './contact';
import { database } from './db';
import { flightScope, pullScope, readFlux, stationScope } from './flux';
import { fetchOrKept, wipeReadings } from './lecture';
import { pullNow } from './portees';
import { fetchStockLocal } from './stock-local';

interface Ligne {
  genre: string;
  id: string;
  donnees: unknown;
}

interface Page {
  items: Ligne[];
  complet?: boolean;
  status?: number;
  /** What happens on the device while this page is on its way. */
  pendant?: () => Promise<unknown>;
}

const AGENCE = '0199a000-0000-7000-8000-0000000000a1';
const VOL = '0199a000-0000-7000-8000-0000000000f1';
const STATION = stationScope(AGENCE);
/** Pages by scope, in the order they are asked for. */
let pages: Record<string, Page[]>;
let demandes: { portee: string; curseur: string | null }[];
let acteur: string;

const json = (corps: unknown, status = 200): Response =>
  new Response(JSON.stringify(corps), { status, headers: { 'Content-Type': 'application/json' } });

async function answer(input: RequestInfo | URL): Promise<Response> {
  const url = new URL(new Request(input).url);
  if (!url.pathname.endsWith('/sync/flux')) throw new TypeError('Failed to fetch');
  const portee = url.searchParams.get('portee') ?? '';
  demandes.push({ portee, curseur: url.searchParams.get('curseur') });
  const page = pages[portee]?.shift();
  if (!page) throw new TypeError('Failed to fetch');
  await page.pendant?.();
  if (page.status) {
    return json({ title: 'x', status: page.status, detail: 'x', code: 'x' }, page.status);
  }
  const items = page.items.map((un) => ({ ...un, supprime: un.donnees === null }));
  const curseur = `c${demandes.length}`;
  return json({ items, curseur, complet: page.complet ?? true, server_now: '' });
}

const vol = (id: string, plus: object = {}): Ligne => ({
  genre: 'vol',
  id,
  donnees: { id, statut: 'ouvert', ...plus },
});

const colis = (id: string, plus: object = {}): Ligne => ({
  genre: 'colis',
  id,
  donnees: {
    id,
    code_suivi: `TS${id}`,
    statut: 'disponible',
    client: { id: 'c1', nom: 'Moussa Keïta', telephone: '+22376112233' },
    contenu: 'Habits',
    poids_g: 1_200,
    rang: 1,
    total: 1,
    du: { montant: 5_000, devise: 'XOF' },
    blocage: null,
    endommage: false,
    emplacement: { id: 'e1', code: 'A-01' },
    arrive_le: '2026-11-18T00:00:00Z',
    ...plus,
  },
});

beforeEach(async () => {
  await freshDevice();
  pages = {};
  demandes = [];
  vi.stubGlobal('fetch', answer);
  acteur = signIn({ actions: ['sync.lire'] }).id;
});
afterEach(() => vi.unstubAllGlobals());

describe('the feed', () => {
  test('a snapshot comes in pages and is read only once whole', async () => {
    pages[STATION] = [{ items: [vol('1')], complet: false }];
    await pullScope(acteur, STATION).catch(() => undefined);
    expect(await readFlux(acteur, STATION, 'vol')).toBeNull();
    pages[STATION] = [{ items: [vol('2')] }];
    await pullScope(acteur, STATION);
    expect((await readFlux(acteur, STATION, 'vol'))?.items).toHaveLength(2);
    // It went on from where it stood.
    expect(demandes.map(({ curseur }) => curseur === null)).toEqual([true, false, false]);
  });

  test('a change replaces its row, a departure removes it', async () => {
    pages[STATION] = [{ items: [vol('1'), vol('2')] }];
    await pullScope(acteur, STATION);
    const departs: Ligne[] = [
      vol('1', { statut: 'cloture' }),
      { genre: 'vol', id: '2', donnees: null },
      { genre: 'vol', id: 'jamais-vu', donnees: null },
    ];
    pages[STATION] = [{ items: departs }];
    await pullScope(acteur, STATION);
    expect((await readFlux(acteur, STATION, 'vol'))?.items).toEqual([
      { id: '1', statut: 'cloture' },
    ]);
  });

  test('an expired cursor rebuilds the lists and never touches the outbox', async () => {
    await scan('A');
    pages[STATION] = [{ items: [vol('1'), vol('2')] }];
    await pullScope(acteur, STATION);
    pages[STATION] = [{ items: [], status: 410 }, { items: [vol('2'), vol('3')] }];
    await pullScope(acteur, STATION);
    const ids = (await readFlux<{ id: string }>(acteur, STATION, 'vol'))?.items.map(({ id }) => id);
    expect(ids).toEqual(['2', '3']);
    expect(demandes.at(-1)?.curseur).toBeNull();
    expect(await (await database()).count('ops')).toBe(1);
  });

  test('while it is rebuilt the old lists still answer', async () => {
    pages[STATION] = [{ items: [vol('1')] }];
    await pullScope(acteur, STATION);
    pages[STATION] = [{ items: [], status: 410 }];
    await expect(pullScope(acteur, STATION)).rejects.toThrow(NetworkError);
    expect((await readFlux(acteur, STATION, 'vol'))?.items).toHaveLength(1);
  });

  test('flights on their way bring their expected list before they land, and leave once done', async () => {
    pages[STATION] = [{ items: [vol(VOL, { statut: 'parti' })] }];
    pages[flightScope(VOL)] = [{ items: [vol(VOL, { statut: 'parti' }), colis('1')] }];
    await pullNow();
    expect((await readFlux(acteur, flightScope(VOL), 'colis'))?.items).toHaveLength(1);
    pages[STATION] = [{ items: [vol(VOL, { statut: 'pointe' })] }];
    await pullNow();
    expect(await readFlux(acteur, flightScope(VOL), 'colis')).toBeNull();
  });

  test('lists wiped while a page was on its way start over, never whole without their beginning', async () => {
    pages[STATION] = [
      { items: [vol('1')], complet: false },
      { items: [vol('2')], pendant: wipeReadings },
    ];
    await expect(pullScope(acteur, STATION)).rejects.toThrow(NetworkError);
    expect(await readFlux(acteur, STATION, 'vol')).toBeNull();
    expect(demandes.map(({ curseur }) => curseur)).toEqual([null, 'c1', null]);
    pages[STATION] = [{ items: [vol('1'), vol('2')] }];
    await pullScope(acteur, STATION);
    expect((await readFlux(acteur, STATION, 'vol'))?.items).toHaveLength(2);
  });

  test('lists wiped while their cursor is refused are not called whole and empty', async () => {
    pages[STATION] = [{ items: [vol('1')] }];
    await pullScope(acteur, STATION);
    pages[STATION] = [{ items: [], status: 410, pendant: wipeReadings }];
    await expect(pullScope(acteur, STATION)).rejects.toThrow(NetworkError);
    expect(await readFlux(acteur, STATION, 'vol')).toBeNull();
  });

  test('a scope the server no longer shows is forgotten', async () => {
    pages[flightScope(VOL)] = [{ items: [colis('1')] }, { items: [], status: 404 }];
    await pullScope(acteur, flightScope(VOL));
    await pullScope(acteur, flightScope(VOL));
    expect(await readFlux(acteur, flightScope(VOL), 'colis')).toBeNull();
  });

  test('one person’s lists are not another’s', async () => {
    pages[STATION] = [{ items: [vol('1')] }];
    await pullScope(acteur, STATION);
    expect(await readFlux('autre', STATION, 'vol')).toBeNull();
  });
});

describe('reading without a network', () => {
  async function keep(items: Ligne[], portee = STATION): Promise<void> {
    pages[portee] = [{ items }];
    await pullScope(acteur, portee);
  }

  test('open flights, prices in force and shelves come from the feed, with their age', async () => {
    await keep([
      vol('1'),
      vol('2', { statut: 'parti' }),
      { genre: 'tarif', id: 't1', donnees: { id: 't1', debut_le: '2020-01-01', fin_le: null } },
      { genre: 'tarif', id: 't2', donnees: { id: 't2', debut_le: '2020', fin_le: '2021' } },
      { genre: 'emplacement', id: 'e1', donnees: { id: 'e1', code: 'A-01' } },
    ]);
    const vols = await fetchOrKept<{ items: unknown[] }>('/vols', { statut: 'ouvert', limite: 50 });
    expect(vols.valeur.items).toHaveLength(1);
    expect(vols.garde_le).not.toBeNull();
    const tarifs = await fetchOrKept<{ items: unknown[] }>('/tarifs', { en_vigueur: true });
    expect(tarifs.valeur.items).toEqual([expect.objectContaining({ id: 't1' })]);
    const places = await fetchOrKept<{ items: unknown[] }>('/emplacements', { limite: 200 });
    expect(places.valeur.items).toHaveLength(1);
  });

  test('a client never looked up here is found by phone or by name', async () => {
    const moussa = { id: 'c1', nom: 'Moussa Keïta', telephone: '+22376112233' };
    await keep([{ genre: 'client', id: 'c1', donnees: moussa }]);
    for (const q of ['76112233', 'keita']) {
      const { valeur } = await fetchOrKept<{ items: unknown[] }>('/clients', { q });
      expect(valeur.items).toEqual([moussa]);
    }
  });

  test('the expected list of a flight is what check-in reads', async () => {
    await keep(
      [colis('1', { statut: 'expedie' }), colis('2', { statut: 'disponible' })],
      flightScope(VOL),
    );
    const { valeur } = await fetchOrKept<{ attendus: number; pointes: number; liste: object[] }>(
      `/vols/${VOL}/pointage`,
    );
    expect(valeur).toMatchObject({ attendus: 2, pointes: 1 });
    expect(valeur.liste[0]).toMatchObject({
      colis_id: '1',
      resultat: 'attendu',
      emplacement: 'A-01',
    });
  });

  test('the depot of the counter is the feed’s', async () => {
    await keep([colis('1'), colis('2', { statut: 'expedie' })]);
    const { valeur, garde_le } = await fetchStockLocal();
    expect(valeur).toEqual([
      expect.objectContaining({ colis_id: '1', destinataire_nom: 'Moussa Keïta', client_id: 'c1' }),
    ]);
    expect(garde_le).not.toBeNull();
  });

  test('what nobody kept is still a failure to show', async () => {
    await expect(fetchOrKept('/vols', { statut: 'ouvert' })).rejects.toThrow(NetworkError);
  });

  test('after 72 hours without contact the lists go, the acts stay', async () => {
    await scan('A');
    await keep([vol('1')]);
    const base = await database();
    await base.put('meta', Date.now(), 'dernier_contact');
    expect(await wipeStaleReadings(Date.now() + 71 * 3_600_000)).toBe(false);
    expect(await wipeStaleReadings(Date.now() + 73 * 3_600_000)).toBe(true);
    expect([await base.count('flux'), await base.count('flux_etat')]).toEqual([0, 0]);
    expect(await base.count('ops')).toBe(1);
  });

  test('setting the clock back does not keep the lists longer', async () => {
    await keep([vol('1')]);
    const base = await database();
    await base.put('meta', Date.now(), 'dernier_contact');
    expect(await wipeStaleReadings(Date.now() + 71 * 3_600_000)).toBe(false);
    await base.put('meta', Date.now() - 2 * 3_600_000, 'dernier_contact');
    expect(await wipeStaleReadings(Date.now() - 24 * 3_600_000)).toBe(true);
  });
});
