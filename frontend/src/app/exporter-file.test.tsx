import { Blob as BlobNode } from 'node:buffer';
import { render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Toasts } from '@/ui/toast';
import { signIn } from '../../tests/appuis';
import { freshDevice, photo, scan } from '../../tests/hors-ligne';
import { saveQueue } from './exporter-file';

beforeEach(async () => {
  await freshDevice();
});
afterEach(() => vi.unstubAllGlobals());

test('whoever exports a queue is told of the photo the browser has lost, and gets the rest', async () => {
  const { id, nom } = signIn();
  await scan('A', { photos: [photo('un')] });
  const donnes: Blob[] = [];
  URL.createObjectURL = (objet) => `blob:${donnes.push(objet as Blob)}`;
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue();
  const lecture = vi.spyOn(BlobNode.prototype, 'arrayBuffer');
  lecture.mockRejectedValue(new DOMException('gone', 'NotReadableError'));
  await saveQueue(id, nom);
  lecture.mockRestore();
  expect((await donnes[0]?.text())?.split('\n')).toHaveLength(3);
  render(<Toasts />);
  expect(screen.getByRole('alert')).toHaveTextContent('Fichier exporté sans 1 photo');
});
