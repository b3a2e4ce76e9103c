import { Blob as BlobNode } from 'node:buffer';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { giveWay } from '@/offline/calme';
import { capture } from '@/offline/capture';
import { closeDatabase, database } from '@/offline/db';
import { signIn } from '../../../tests/appuis';
import { freshDevice } from '../../../tests/hors-ligne';
import { type Brouillon, newBrouillon } from './brouillon';
import { Carnet, type Repris } from './carnet';

const AUTRE = '0199a000-0000-7000-8000-000000000002';
const CLIENT = { nom: 'Awa Traoré', telephone: '+22376123456', pays: 'ML' };
let moi: string;

beforeEach(async () => {
  await freshDevice();
  moi = signIn().id;
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await closeDatabase();
});

const photo = (texte: string): Blob =>
  new BlobNode([texte], { type: 'image/jpeg' }) as unknown as Blob;
const carton = (avec: Partial<Brouillon> = {}): Brouillon => ({
  ...newBrouillon(),
  client: CLIENT,
  poids: '12,5',
  references: ['SF1234567890123'],
  ...avec,
});

/** Typed, and the page goes away at once. */
async function leave(b: Brouillon, acteur = moi): Promise<void> {
  const carnet = new Carnet(acteur);
  await carnet.open(() => true);
  carnet.keep(b);
  carnet.flush();
}

const reopen = (acteur = moi): Promise<Repris | null> => new Carnet(acteur).open(() => true);
const kept = async () => (await database()).getAll('brouillons');

describe('the carton that outlives its page', () => {
  test('comes back whole: words, photos, rank, identity and code', async () => {
    const b = carton({ rang: 2, total: 5, photos: [photo('un'), photo('deux')] });
    await leave(b);
    const repris = await reopen();
    const { photos, ...saisie } = repris?.brouillon ?? b;
    expect({ ...saisie, photos: [] }).toEqual({ ...b, photos: [] });
    expect(await Promise.all(photos.map((une) => une.text()))).toEqual(['un', 'deux']);
  });

  test('is its person’s alone', async () => {
    await leave(carton());
    expect(await reopen(AUTRE)).toBeNull();
    expect((await reopen())?.brouillon.poids).toBe('12,5');
  });

  test('leaves a free bench free, and an emptied one forgets it', async () => {
    await leave(carton());
    await leave(newBrouillon());
    expect(await kept()).toEqual([]);
    expect(await reopen()).toBeNull();
  });

  test('does not come over a carton already begun', async () => {
    await leave(carton());
    expect(await new Carnet(moi).open(() => false)).toBeNull();
    expect(await kept()).toHaveLength(2);
  });

  test('cut off right after it was registered, it is not registered twice: its series goes on', async () => {
    const b = carton({ rang: 1, total: 3 });
    await leave(b);
    const payload = { id: b.id, code_suivi: b.code_suivi };
    await capture({ type: 'colis.enregistrer', entity_id: b.id, payload, resume: 'carton' });
    const repris = await reopen();
    expect(repris?.brouillon).toMatchObject({ rang: 2, total: 3, client: CLIENT, poids: '' });
    expect(repris?.brouillon.id).not.toBe(b.id);
  });

  test('cut off right after its only carton was registered: the bench is free', async () => {
    const b = carton();
    await leave(b);
    const payload = { id: b.id, code_suivi: b.code_suivi };
    await capture({ type: 'colis.enregistrer', entity_id: b.id, payload, resume: 'carton' });
    expect(await reopen()).toBeNull();
  });

  test('stays with the living tab that types it, and goes to the next one when that is gone', async () => {
    await leave(carton());
    const base = await database();
    for (const ligne of await base.getAll('brouillons')) {
      await base.put('brouillons', { ...ligne, onglet: 'autre' });
      await base.delete('brouillons', [ligne.acteur, ligne.onglet, ligne.part]);
    }
    const held = [{ name: 'ts-onglet:autre' }];
    vi.stubGlobal('navigator', {
      locks: {
        request: (_nom: string, faire: () => unknown) => faire(),
        query: async () => ({ held }),
      },
    });
    expect(await reopen()).toBeNull();
    held.length = 0;
    expect((await reopen())?.brouillon.poids).toBe('12,5');
    expect((await kept()).map(({ onglet }) => onglet)).not.toContain('autre');
  });

  test('is written at a pause, after the label, and its photos only when they change', async () => {
    const carnet = new Carnet(moi);
    await carnet.open(() => true);
    const b = carton({ photos: [photo('un')] });
    const base = await database();
    const ecritures = vi.spyOn(base, 'transaction');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    giveWay(1_000);
    for (const poids of ['1', '12', '12,5']) carnet.keep({ ...b, poids });
    vi.advanceTimersByTime(900);
    expect(ecritures).not.toHaveBeenCalled();
    vi.advanceTimersByTime(400);
    expect(ecritures).toHaveBeenCalledTimes(1);
    vi.useRealTimers();
    const avant = (await kept()).find(({ part }) => part === 'photos')?.garde_le;
    await new Promise((resolve) => setTimeout(resolve, 20));
    carnet.keep({ ...b, poids: '13' });
    carnet.flush();
    const apres = await kept();
    expect(apres.find(({ part }) => part === 'saisie')?.valeur).toMatchObject({ poids: '13' });
    expect(apres.find(({ part }) => part === 'photos')?.garde_le).toBe(avant);
  });
});
