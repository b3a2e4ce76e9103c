import { Blob as BlobNode } from 'node:buffer';
import { screen, waitFor } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { AvisPhoto } from '@/station/camera/qualite';
import { renderPage } from '../../../tests/appuis';
import { captured, focused, installBench } from '../../../tests/banc';
import { holdPhoto } from './poste';
import { prefer } from './preferences';
import { Reception } from './reception';

vi.mock('@/station/imprimante/etiquette', () => ({
  drawLabel: vi.fn(async () => new Blob(['png'], { type: 'image/png' })),
}));
vi.mock('@/station/imprimante/file', async () => (await import('../../../tests/banc')).fausseFile);
vi.mock(
  '@/station/imprimante/use-file',
  async () => (await import('../../../tests/banc')).fauxUseFile,
);
const chambre = vi.hoisted(() => ({ avis: 'ok' as AvisPhoto, retard: Promise.resolve() }));
vi.mock('@/station/camera/photo', () => ({
  takePhoto: vi.fn(),
  // Node's own: jsdom's cannot be stored.
  reducePhoto: async () => {
    await chambre.retard;
    return new BlobNode(['pixels'], { type: 'image/jpeg' });
  },
}));
vi.mock('@/station/camera/qualite', () => ({
  judgePhoto: async () => ({ nettete: 1, lumiere: 1, avis: chambre.avis }),
}));

installBench();
beforeEach(() => {
  Object.assign(chambre, { avis: 'ok', retard: Promise.resolve() });
  URL.createObjectURL = () => 'blob:photo';
  URL.revokeObjectURL = () => undefined;
  holdPhoto(null);
  prefer({ camera: true });
});

/** A carton with everything but its photo. */
async function openReady(clavier: UserEvent): Promise<void> {
  renderPage(<Reception />);
  await focused('telephone');
  await clavier.keyboard('76123456');
  await screen.findByText('Awa Traoré');
  await clavier.keyboard('{Enter}');
  await focused('total');
  await clavier.type(document.querySelector('[data-etape="poids"]') as HTMLElement, '12,5');
  await clavier.type(document.querySelector('[data-etape="contenu"]') as HTMLElement, 'Tissus');
}

const shoot = (clavier: UserEvent): Promise<void> =>
  clavier.upload(
    document.querySelector('input[type="file"]') as HTMLInputElement,
    new File(['pixels'], 'carton.jpg', { type: 'image/jpeg' }),
  );

describe('the photos of a carton', () => {
  test('one thrown away does not come back with Enter', async () => {
    const clavier = userEvent.setup({ delay: null });
    await openReady(clavier);
    await shoot(clavier);
    await screen.findByRole('img', { name: 'Photo 1' });
    await clavier.click(screen.getByRole('button', { name: 'Retirer Photo 1' }));
    await clavier.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(async () => expect(await captured()).toHaveLength(1));
    expect(await captured('photo.attach')).toHaveLength(0);
  });

  test('one still being taken when Enter falls goes with its own carton', async () => {
    const clavier = userEvent.setup({ delay: null });
    await openReady(clavier);
    let prete: () => void = () => undefined;
    chambre.retard = new Promise<void>((resolve) => {
      prete = resolve;
    });
    await shoot(clavier);
    await clavier.keyboard('{Control>}{Enter}{/Control}');
    prete();
    await waitFor(async () => expect(await captured('photo.attach')).toHaveLength(1));
    const [carton] = await captured();
    const [photo] = await captured('photo.attach');
    expect(photo?.enveloppe.payload.colis_id).toBe(carton?.enveloppe.entity_id);
    // The next carton is drawn once this one's label has been ordered.
    await waitFor(() => expect(screen.queryByRole('img', { name: 'Photo 1' })).toBeNull());
  });

  test.each([
    ['floue', /floue/i],
    ['sombre', /sombre/i],
  ] as const)(
    'a picture that is %s is said at once, and the shutter takes it again',
    async (avis, mots) => {
      chambre.avis = avis;
      const clavier = userEvent.setup({ delay: null });
      await openReady(clavier);
      await shoot(clavier);
      expect(await screen.findAllByText(mots)).not.toHaveLength(0);
      expect(screen.getByRole('button', { name: /Reprendre/ })).toBeInTheDocument();
    },
  );
});
