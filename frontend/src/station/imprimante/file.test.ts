import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { MaterielError } from '../erreurs';
import { FileImpression } from './file';
import { EnvoiImpossible, type EtatImprimante } from './imprimante';
import { DEFAUT_IMPRIMANTE } from './reglage';
import type { Sortie } from './sortie';
import { type Impression, Travaux } from './travaux';

vi.mock('./apprets', () => ({ prepareLabel: () => undefined, dressLabel: () => undefined }));
vi.mock('./etiquette', () => ({ warmUp: () => undefined }));

/** A printer the test holds in its hand. */
class FausseSortie implements Sortie {
  sorties: string[] = [];
  panne: Error | null = null;
  envoi: () => Promise<void> = () => Promise.resolve();

  async prepare({ cle }: Impression): Promise<() => Promise<void>> {
    return async () => {
      if (this.panne) throw this.panne;
      await this.envoi();
      this.sorties.push(cle);
    };
  }

  choose = (): Promise<void> => Promise.resolve();
  reconnect = (): Promise<boolean> => Promise.resolve(true);
  close = (): Promise<void> => Promise.resolve();
  dire: (etat: EtatImprimante) => void = () => undefined;
  subscribe = (abonne: (etat: EtatImprimante) => void): (() => void) => {
    this.dire = abonne;
    abonne({ etat: 'connectee', erreur: null });
    return () => undefined;
  };
}

let sortie: FausseSortie;
let notes: string[];
let base = 0;

function start(): FileImpression {
  const file = new FileImpression(new Travaux(`impressions-${base}`), () => sortie);
  file.configure(DEFAUT_IMPRIMANTE, { onPrinted: ({ cle }) => void notes.push(cle) });
  return file;
}

const label = (cle: string) => ({
  cle,
  colis_id: 'c1',
  code_suivi: 'YAKMVS9EDD1R3',
  etiquette: { code_suivi: 'YAKMVS9EDD1R3' } as Impression['etiquette'],
  taille: '100x150' as const,
  motif: 'premiere' as const,
});

const etats = async (file: FileImpression): Promise<string[]> =>
  (await file.list()).map(({ etat, raison }) => (raison ? `${etat}:${raison}` : etat));

beforeEach(() => {
  base += 1;
  sortie = new FausseSortie();
  notes = [];
});
afterEach(() => vi.useRealTimers());

describe('the print queue', () => {
  test('labels come out in order, once, and each is noted', async () => {
    const file = start();
    for (const cle of ['a', 'b', 'c']) await file.add(label(cle));
    await file.idle();
    expect(sortie.sorties).toEqual(['a', 'b', 'c']);
    expect(notes).toEqual(['a', 'b', 'c']);
    expect(await etats(file)).toEqual(['printed', 'printed', 'printed']);
  });

  test('asked of a free printer, it is leaving when the answer comes', async () => {
    const file = start();
    await file.idle();
    let parti = 0;
    sortie.envoi = () => {
      parti += 1;
      return new Promise(() => undefined);
    };
    await file.add(label('a'));
    expect(parti).toBe(1);
    expect(await etats(file)).toEqual(['sending']);
  });

  test('a printer that answers nothing holds up nobody who asks for a label', async () => {
    const file = start();
    await file.idle();
    sortie.prepare = () => new Promise(() => undefined);
    expect((await file.add(label('a'))).etat).toBe('queued');
    expect(await etats(file)).toEqual(['queued']);
  });

  test('the same key again is the same label', async () => {
    const file = start();
    await file.add(label('a'));
    await file.idle();
    expect((await file.add(label('a'))).etat).toBe('printed');
    await file.idle();
    expect(sortie.sorties).toEqual(['a']);
  });

  test('what waits survives a reload and comes out by itself', async () => {
    sortie.panne = new EnvoiImpossible('imprimante', 'papier');
    const file = start();
    await file.add(label('a'));
    await file.idle();
    expect(await etats(file)).toEqual(['queued:papier']);

    sortie = new FausseSortie();
    const apres = start();
    await apres.idle();
    expect(sortie.sorties).toEqual(['a']);
  });

  test('a page that dies while sending does not print again without being told', async () => {
    sortie.envoi = () => new Promise(() => undefined);
    const file = start();
    await file.add(label('a'));
    await vi.waitFor(async () => expect(await etats(file)).toEqual(['sending']), 10_000);

    sortie = new FausseSortie();
    const apres = start();
    await apres.idle();
    expect(await etats(apres)).toEqual(['uncertain']);
    expect(sortie.sorties).toEqual([]);
    expect(notes).toEqual([]);

    await apres.retry('a');
    await apres.idle();
    expect(sortie.sorties).toEqual(['a']);
  });

  test('in the hand already: noted, not printed again', async () => {
    sortie.panne = new MaterielError('imprimante', 'debranche');
    const file = start();
    await file.add(label('a'));
    await file.idle();
    expect(await etats(file)).toEqual(['uncertain:debranche']);
    await file.confirm('a');
    await file.idle();
    expect(sortie.sorties).toEqual([]);
    expect(notes).toEqual(['a']);
    expect(await etats(file)).toEqual(['printed']);
  });

  test('out of paper: the reason is told, nothing is lost, the paper back it goes on', async () => {
    sortie.panne = new EnvoiImpossible('imprimante', 'papier');
    const file = start();
    const vues: (string | undefined)[] = [];
    file.subscribe(({ bloquee }) => vues.push(bloquee?.raison));
    for (const cle of ['a', 'b']) await file.add(label(cle));
    await file.idle();
    expect(vues.at(-1)).toBe('papier');
    sortie.panne = null;
    file.resume();
    await file.idle();
    expect(sortie.sorties).toEqual(['a', 'b']);
    expect(vues.at(-1)).toBeUndefined();
  });

  test('a printer switched off or never chosen is told before any label is sent', () => {
    const file = start();
    const liens: string[] = [];
    file.subscribe(({ lien }) => liens.push(lien));
    sortie.dire({ etat: 'absente', erreur: null });
    sortie.dire({ etat: 'debranchee', erreur: null });
    sortie.dire({ etat: 'connectee', erreur: null });
    expect(liens).toEqual(['connectee', 'absente', 'debranchee', 'connectee']);
  });

  test('paper that runs out in the middle of one asks about that one, the next waits', async () => {
    let rang = 0;
    sortie.envoi = () => {
      rang += 1;
      return rang === 1
        ? Promise.reject(new MaterielError('imprimante', 'papier'))
        : Promise.resolve();
    };
    const file = start();
    for (const cle of ['a', 'b']) await file.add(label(cle));
    await file.idle();
    expect((await etats(file))[0]).toBe('uncertain:papier');
    file.resume();
    await file.idle();
    expect(await etats(file)).toEqual(['uncertain:papier', 'printed']);
  });

  test('given up while it waits: it never leaves', async () => {
    sortie.panne = new EnvoiImpossible('imprimante', 'introuvable');
    const file = start();
    await file.add(label('a'));
    await file.idle();
    await file.cancel('a');
    sortie.panne = null;
    file.resume();
    await file.idle();
    expect(sortie.sorties).toEqual([]);
    expect(await etats(file)).toEqual(['refused:introuvable']);
  });

  test('a print that could not be noted is told again at the next start', async () => {
    const file = new FileImpression(new Travaux(`impressions-${base}`), () => sortie);
    file.configure(DEFAUT_IMPRIMANTE, { onPrinted: () => Promise.reject(new Error('full')) });
    await file.add(label('a'));
    await file.idle();
    const apres = start();
    await apres.idle();
    expect(notes).toEqual(['a']);
    expect(sortie.sorties).toEqual(['a']);
  });
});
