import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { DEFAUT, prefer } from '@/features/station/preferences';
import { closeDatabase, database } from '@/offline/db';
import type { EtatFile } from '@/station/imprimante/file';
import { signIn } from './appuis';

export const AWA = {
  id: '0199a000-0000-7000-8000-0000000000c1',
  nom: 'Awa Traoré',
  telephone: '+22376123456',
  pays: 'ML',
  langue: 'fr',
};
export const page = (items: unknown[]) => HttpResponse.json({ items, suivant: null });
export const XOF = (montant: number) => ({ montant, devise: 'XOF' });
export const TARIF = {
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

export const serveur = setupServer(
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

interface Imprimee {
  cle: string;
  colis_id: string;
  motif: string;
}

/** What went to the printer since the test began. */
export const imprimees: Imprimee[] = [];

let sortie: ((impression: unknown) => Promise<void>) | undefined;

/** Stands in for `@/station/imprimante/file`: every label comes out at once. */
export const fausseFile = {
  prepareLabel: () => undefined,
  queue: {
    configure: (_reglage: unknown, options: { onPrinted: typeof sortie }) => {
      sortie = options.onPrinted;
    },
    add: async (impression: Imprimee) => {
      imprimees.push(impression);
      await sortie?.(impression);
    },
  },
};

/** Stands in for `@/station/imprimante/use-file`: nothing waits, the printer is there. */
export const fauxUseFile = {
  useFile: (): EtatFile => ({ travaux: [], bloquee: null, lien: 'connectee' }),
};

/** The bench's server and person, before each test of a file; a clean device after it. */
export function installBench(): void {
  beforeAll(() => serveur.listen({ onUnhandledRequest: 'bypass' }));
  afterAll(() => serveur.close());
  beforeEach(() => {
    signIn({ fonction: 'agent', role: 'agent_chine', pays: 'CN', actions: ['colis.enregistrer'] });
    prefer({ ...DEFAUT, camera: false });
    imprimees.length = 0;
  });
  afterEach(async () => {
    // Before the storage is emptied: a screen that closes keeps what was being typed.
    cleanup();
    serveur.resetHandlers();
    const base = await database();
    for (const magasin of [
      'ops',
      'attente',
      'resultats',
      'lecture',
      'meta',
      'brouillons',
    ] as const) {
      await base.clear(magasin);
    }
    await closeDatabase();
  });
}

export async function captured(type = 'colis.enregistrer') {
  const base = await database();
  return (await base.getAll('ops')).filter(({ enveloppe }) => enveloppe.type === type);
}

export const focused = (etape: string) =>
  waitFor(() => expect((document.activeElement as HTMLElement).dataset.etape).toBe(etape));

/** The confirmed carton has left the screen: what is typed is the next one's. */
export const nextCarton = () =>
  waitFor(() => expect(document.querySelector('[data-etape="poids"]')).toHaveValue(''));

/** A field of the bench, filled in one go. */
export function fill(etape: string, valeur: string): void {
  const champ = document.querySelector(`[data-etape="${etape}"]`) as HTMLElement;
  fireEvent.change(champ, { target: { value: valeur } });
}

/** Awa's carton, everything but what the test is about. */
export async function fillAwa({ poids = '12,5', contenu = 'Tissus' } = {}): Promise<void> {
  fill('telephone', '76123456');
  fireEvent.click(await screen.findByRole('button', { name: /Awa Traoré/ }));
  fill('poids', poids);
  if (contenu !== '') fill('contenu', contenu);
}

export const noNetwork = () => serveur.use(http.all('*/api/v1/*', () => HttpResponse.error()));
