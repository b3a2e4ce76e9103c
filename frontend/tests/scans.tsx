import { act } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach } from 'vitest';
import { tellPoids } from '@/features/station/poste';
import { Reception } from '@/features/station/reception';
import { deliver } from '@/station/douchette/ecoute';
import { renderPage } from './appuis';
import { focused, serveur } from './banc';

let horloge = 1_000_000;

/** Unless told otherwise, long enough after the last one to be a scan of its own. */
export function scan(texte: string, apres_ms = 10_000): void {
  horloge += apres_ms;
  act(() => deliver(texte, horloge));
}

export const weigh = (poids_g: number): void =>
  act(() => tellPoids({ poids_g, source_poids: 'balance', trame_balance: 'trame' }));

export const champ = (etape: string): HTMLInputElement =>
  document.querySelector(`[data-etape="${etape}"]`) as HTMLInputElement;

/** The bench, ready for its first scan. */
export async function openBench(): Promise<ReturnType<typeof renderPage>> {
  const rendu = renderPage(<Reception />);
  await focused('telephone');
  return rendu;
}

/** The server proposes nobody for what is scanned. */
export function proposeNobody(): void {
  beforeEach(() => {
    serveur.use(
      http.get('*/api/v1/colis/proposition', () =>
        HttpResponse.json({ client: null, gabarits: [] }),
      ),
    );
  });
}
