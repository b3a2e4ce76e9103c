import { Blob as BlobNode } from 'node:buffer';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { AvisPhoto } from '@/station/camera/qualite';
import { renderPage } from '../../../tests/appuis';
import { useAnnonce } from './annonce';
import { BlocPhoto } from './bloc-photo';
import { type Brouillon, newBrouillon } from './brouillon';
import { holdPhoto, posteGestes, usePoste } from './poste';
import { DEFAUT, prefer } from './preferences';
import { obey } from './use-ordres';
import type { Reception } from './use-reception';
import { type Gestes, useTouches } from './use-touches';

const chambre = vi.hoisted(() => ({
  prises: [] as unknown[],
  jugees: [] as unknown[],
  avis: [] as AvisPhoto[],
}));
vi.mock('@/station/camera/photo', () => ({
  takePhoto: async () => {
    const photo = new BlobNode([`pixels ${chambre.prises.length}`], { type: 'image/jpeg' });
    chambre.prises.push(photo);
    return photo;
  },
  reducePhoto: async () => new BlobNode(['file'], { type: 'image/jpeg' }),
}));
vi.mock('@/station/camera/qualite', () => ({
  judgePhoto: async (source: unknown) => {
    chambre.jugees.push(source);
    return { nettete: 1, lumiere: 1, avis: chambre.avis.shift() ?? 'ok' };
  },
}));

let photos: readonly Blob[] = [];

function Banc() {
  const [b, setB] = useState<Brouillon>(() => newBrouillon());
  photos = b.photos;
  useTouches({} as Gestes);
  const change = (avec: Partial<Brouillon>) => setB((avant) => ({ ...avant, ...avec }));
  return <BlocPhoto r={{ b, setB, change } as unknown as Reception} />;
}

async function open(): Promise<void> {
  renderPage(<Banc />);
  await waitFor(() => expect(usePoste.getState().camera).toBe('absente'));
  act(() => usePoste.setState({ camera: 'prete' }));
}

const shutter = () => document.querySelector('[data-etape="photo"]') as HTMLElement;
const count = (n: number) => waitFor(() => expect(photos).toHaveLength(n));

beforeEach(() => {
  Object.assign(chambre, { prises: [], jugees: [], avis: [] });
  URL.createObjectURL = () => 'blob:photo';
  URL.revokeObjectURL = () => undefined;
  holdPhoto(null);
  prefer({ ...DEFAUT, sons: false });
});

describe('the photos of the bench', () => {
  test('what is judged is the picture that is kept, not what the camera shows afterwards', async () => {
    await open();
    await userEvent.click(shutter());
    await count(1);
    expect(chambre.jugees).toEqual([photos[0]]);
  });

  test('the bad one thrown away by hand, the shutter keeps the good one', async () => {
    chambre.avis = ['ok', 'floue', 'ok'];
    await open();
    await userEvent.click(shutter());
    await count(1);
    await userEvent.click(shutter());
    await screen.findByText(/Photo floue/);
    const [bonne] = photos;
    await userEvent.click(screen.getByRole('button', { name: 'Retirer Photo 2' }));
    expect(screen.queryByText(/Photo floue/)).toBeNull();
    await userEvent.click(shutter());
    await count(2);
    expect(photos[0]).toBe(bonne);
  });

  test('the shutter takes the bad one again, also when it is not the last', async () => {
    chambre.avis = ['floue', 'ok', 'ok'];
    await open();
    await userEvent.click(shutter());
    await screen.findByText(/Photo floue/);
    const [mauvaise] = photos;
    await userEvent.upload(
      document.querySelector('input[type="file"]') as HTMLInputElement,
      new File(['file'], 'carton.jpg', { type: 'image/jpeg' }),
    );
    await count(2);
    const [, fichier] = photos;
    await userEvent.click(shutter());
    await waitFor(() => expect(chambre.prises).toHaveLength(2));
    await waitFor(() => expect(photos).not.toContain(mauvaise));
    expect(photos).toEqual([fichier, chambre.prises[1]]);
    expect(screen.queryByText(/Photo floue/)).toBeNull();
  });

  test('the sixth is bad: it may still be taken again', async () => {
    chambre.avis = ['ok', 'ok', 'ok', 'ok', 'ok', 'sombre', 'ok'];
    await open();
    for (let n = 1; n <= 6; n += 1) {
      await act(async () => void (await posteGestes().photographier()));
      await count(n);
    }
    await screen.findByText(/trop sombre/);
    await userEvent.click(shutter());
    await waitFor(() => expect(chambre.prises).toHaveLength(7));
    await waitFor(() => expect(photos.at(-1)).toBe(chambre.prises[6]));
    expect(photos).toHaveLength(6);
  });

  test('Alt R takes the last one again without a mouse, good or bad', async () => {
    await open();
    await userEvent.click(shutter());
    await count(1);
    const [premiere] = photos;
    await userEvent.keyboard('{Alt>}[KeyR]{/Alt}');
    await waitFor(() => expect(chambre.prises).toHaveLength(2));
    await waitFor(() => expect(photos[0]).not.toBe(premiere));
    expect(photos).toHaveLength(1);
  });

  test('the command of the sheet takes it again, and says so when there is none', async () => {
    const reprendre = () =>
      act(() => obey({} as Reception, { acte: 'REPRENDRE' }, () => undefined));
    await open();
    reprendre();
    expect(useAnnonce.getState()?.texte).toMatch(/Aucune photo à refaire/);
    await userEvent.click(shutter());
    await count(1);
    const [premiere] = photos;
    reprendre();
    await waitFor(() => expect(photos[0]).not.toBe(premiere));
    expect(photos).toHaveLength(1);
  });
});
