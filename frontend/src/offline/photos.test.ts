import { Blob as BlobNode } from 'node:buffer';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { signIn } from '../../tests/appuis';
import { FauxCaches } from '../../tests/faux-caches';
import { freshDevice, photo, scan } from '../../tests/hors-ligne';
import type { ServeurSync } from '../../tests/serveur-sync';
import { database } from './db';
import { countQueue } from './etat';
import { exportQueue } from './export';
import { syncNow } from './sync';

let serveur: ServeurSync;
let acteur: string;

beforeEach(async () => {
  serveur = await freshDevice();
  serveur.exigePhotos = true;
  acteur = signIn().id;
});
afterEach(() => vi.unstubAllGlobals());

/** How the file a browser lost is told from the others here: a real one says nothing of itself. */
const PERDU = 777;

/** As a browser does with a lost file: no byte is read, nothing is sent, nothing is written again. */
function breakReading(): void {
  const gone = (): Promise<never> => Promise.reject(new DOMException('gone', 'NotReadableError'));
  const { arrayBuffer, slice } = BlobNode.prototype;
  vi.spyOn(BlobNode.prototype, 'arrayBuffer').mockImplementation(function (this: BlobNode) {
    return this.size === PERDU ? gone() : arrayBuffer.call(this);
  });
  vi.spyOn(BlobNode.prototype, 'slice').mockImplementation(function (this: BlobNode, ...bornes) {
    const part = slice.apply(this, bornes);
    return this.size === PERDU ? Object.assign(part, { arrayBuffer: gone }) : part;
  });
  const ecrire = IDBObjectStore.prototype.put;
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    ...valeurs: Parameters<typeof ecrire>
  ) {
    if ((valeurs[0] as { blob?: Blob })?.blob?.size === PERDU) {
      throw new DOMException('Failed to write blobs', 'DataError');
    }
    return ecrire.apply(this, valeurs);
  });
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init?: RequestInit) => {
    const requete = new Request(input, init);
    const corps = await requete.clone().arrayBuffer();
    if (corps.byteLength === PERDU) throw new TypeError('Failed to fetch');
    return serveur.fetch(requete);
  });
}

async function losePhoto(sha256 = ''): Promise<void> {
  const base = await database();
  const garde = await base.get('blobs', sha256);
  if (!garde) throw new Error('no such photo');
  await base.put('blobs', { ...garde, blob: photo('x'.repeat(PERDU)) });
  breakReading();
}

const takePhotos = async (...textes: string[]): Promise<string[]> => {
  const prises: string[] = [];
  for (const texte of textes) {
    const { photos } = await scan(texte, { photos: [photo(texte)] });
    prises.push(photos[0]?.sha256 ?? '');
  }
  return prises.sort();
};

describe('a photo the browser has lost', () => {
  test('lets the others up, is shown, and in the end holds nobody from leaving', async () => {
    const [perdue, ...autres] = await takePhotos('un', 'deux', 'trois');
    await losePhoto(perdue);
    await syncNow(true);
    expect([...serveur.televerses].sort()).toEqual(autres);
    expect(await countQueue(acteur)).toMatchObject({ aEnvoyer: 0, photos: 0, aRevoir: 1 });
    // Asked for again, it is no news.
    await syncNow(true);
    expect(await countQueue(acteur)).toMatchObject({ aEnvoyer: 0, photos: 0, aRevoir: 1 });
    expect(await (await database()).getKey('blobs', perdue ?? '')).toBe(perdue);
    // Its number reached the server all the same.
    expect(new Set(serveur.recus.flat().map(({ seq }) => seq)).size).toBe(6);
  });

  test('goes up from its second copy', async () => {
    vi.stubGlobal('caches', new FauxCaches());
    const [perdue] = await takePhotos('un', 'deux');
    await losePhoto(perdue);
    await syncNow(true);
    expect(serveur.televerses.size).toBe(2);
    expect(serveur.effets.size).toBe(4);
    expect(await countQueue(acteur)).toMatchObject({ aEnvoyer: 0, photos: 0, aRevoir: 0 });
  });

  test('goes up after all when it can be read again', async () => {
    const [perdue = ''] = await takePhotos('un');
    const base = await database();
    const garde = await base.get('blobs', perdue);
    await losePhoto(perdue);
    await syncNow(true);
    if (garde) await base.put('blobs', garde);
    await syncNow(true);
    await syncNow(true);
    expect(serveur.effets.size).toBe(2);
    expect(await countQueue(acteur)).toMatchObject({ aEnvoyer: 0, photos: 0, aRevoir: 0 });
  });

  test('does not undo the answers to the batch its refused act was in', async () => {
    serveur.exigePhotos = false;
    serveur.verdicts = { 'photo.attach': 'rejected' };
    const [perdue] = await takePhotos('un', 'deux');
    await losePhoto(perdue);
    await syncNow(true);
    expect(await countQueue(acteur)).toMatchObject({ aEnvoyer: 0, photos: 0, aRevoir: 2 });
    expect(await (await database()).count('blobs')).toBe(1);
  });

  test('does not stop the queue when the server had something else to say of its act first', async () => {
    const [perdue] = await takePhotos('un');
    await losePhoto(perdue);
    serveur.pannes = ['rien', 'illisible'];
    for (let passe = 0; passe < 3; passe += 1) await syncNow(true);
    expect(await countQueue(acteur)).toMatchObject({ aEnvoyer: 0, photos: 0, aRevoir: 1 });
  });

  test('is named by the export, which takes all the rest along', async () => {
    const [perdue, autre] = await takePhotos('un', 'deux');
    await losePhoto(perdue);
    const { fichier, illisibles } = await exportQueue(acteur);
    const lignes = (await fichier.text()).split('\n').map((une) => JSON.parse(une));
    expect(illisibles).toBe(1);
    expect(lignes[0]).toMatchObject({ operations: 4, photos: 1, photos_illisibles: [perdue] });
    expect(lignes.map(({ genre }) => genre)).toEqual([
      'manifeste',
      ...Array.from({ length: 4 }, () => 'operation'),
      'photo',
    ]);
    expect(lignes.at(-1).sha256).toBe(autre);
  });

  test('is exported from its second copy', async () => {
    vi.stubGlobal('caches', new FauxCaches());
    const [perdue] = await takePhotos('un');
    await losePhoto(perdue);
    const { fichier, illisibles } = await exportQueue(acteur);
    expect(illisibles).toBe(0);
    const lignes = (await fichier.text()).split('\n').map((une) => JSON.parse(une));
    expect(lignes.at(-1)).toMatchObject({ sha256: perdue, base64: btoa('un') });
  });
});

describe('photos the server keeps failing on', () => {
  test('do not keep the others from going up', async () => {
    const prises = await takePhotos('a', 'b', 'c', 'd', 'e');
    for (const sha256 of prises.slice(0, 3)) serveur.photosEnPanne.add(sha256);
    await syncNow(true);
    await syncNow(true);
    expect([...serveur.televerses].sort()).toEqual(prises.slice(3));
  });

  test('are tried in turn: one that is healed goes up among those that are not', async () => {
    const prises = await takePhotos('f', 'g', 'h', 'i', 'j');
    for (const sha256 of prises) serveur.photosEnPanne.add(sha256);
    await syncNow(true);
    await syncNow(true);
    for (const sha256 of prises.slice(3)) serveur.photosEnPanne.delete(sha256);
    await syncNow(true);
    expect([...serveur.televerses].sort()).toEqual(prises.slice(3));
  });

  test('do not hide a line that is down behind a photo', async () => {
    const prises = await takePhotos('k', 'l');
    serveur.pannes = ['rien', 'coupe_avant'];
    await syncNow(true);
    expect(await countQueue(acteur)).toMatchObject({ photos: 2, aRevoir: 0 });
    await syncNow(true);
    expect([...serveur.televerses].sort()).toEqual(prises);
  });
});
