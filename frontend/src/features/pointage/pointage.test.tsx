import { fireEvent, screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { database } from '@/offline/db';
import { capture } from '@/offline/outbox';
import { renderPage, signIn } from '../../../tests/appuis';
import { PointagePage } from './pointage';

const VOL = '0199a000-0000-7000-8000-0000000000f1';
const CODE = '0TBT7ACSB5Z30';
const colis = {
  colis_id: '0199a000-0000-7000-8000-0000000000c1',
  code_suivi: CODE,
  destinataire_nom: 'Awa Traoré',
  destinataire_telephone: '+22376123456',
  contenu: 'Tissus',
  poids_g: 5_000,
  rang: 1,
  total: 1,
  statut: 'expedie',
  resultat: 'attendu',
  endommage: false,
  surplus: false,
  blocage: null,
  emplacement: null,
  du: { montant: 0, devise: 'XOF' },
  note: '',
  pointe_le: null,
  pointe_par: null,
};

const serveur = setupServer(
  http.get('*/api/v1/vols/:id', () =>
    HttpResponse.json({ id: VOL, numero: 'ET608', statut: 'arrive', remplissage: { colis: 1 } }),
  ),
  http.get('*/api/v1/vols/:id/pointage', () =>
    HttpResponse.json({
      attendus: 1,
      pointes: 0,
      manquants: 1,
      surplus: 0,
      endommages: 0,
      statut: 'arrive',
      liste: [colis],
    }),
  ),
);
beforeAll(() => serveur.listen({ onUnhandledRequest: 'bypass' }));
afterEach(() => serveur.resetHandlers());
afterAll(() => serveur.close());

const AUTRE_VOL = '0199a000-0000-7000-8000-0000000000f2';
const LENT_MS = 20_000;

async function enter(volId: string): Promise<HTMLElement> {
  signIn({ actions: ['pointage.lire', 'pointage.scanner', 'pointage.cloturer'] });
  renderPage(<PointagePage />, { path: `/pointage/${volId}`, route: '/pointage/:volId' });
  return screen.findByLabelText('Code ou fin de code (5 caractères)', {}, { timeout: LENT_MS });
}

function type(champ: HTMLElement, saisie: string): void {
  fireEvent.change(champ, { target: { value: saisie } });
  fireEvent.submit(champ);
}

test(
  'the end of a code checks a carton in at once, and a second reading is a duplicate',
  async () => {
    const champ = await enter(VOL);
    type(champ, 'b5z30');
    await waitFor(() => expect(screen.getByText('1 / 1')).toBeVisible());
    const [op] = await (await database()).getAll('ops');
    expect(op?.enveloppe).toMatchObject({
      type: 'pointage.scanner',
      entity_id: VOL,
      payload: { vol_id: VOL, code: CODE, etat: 'conforme' },
    });

    type(champ, CODE);
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Déjà pointé'));
    expect(await (await database()).count('ops')).toBe(1);
  },
  LENT_MS,
);

test(
  'closing waits for the scans of this device',
  async () => {
    signIn();
    await capture({
      type: 'pointage.scanner',
      entity_id: AUTRE_VOL,
      payload: { vol_id: AUTRE_VOL, code: CODE },
      resume: CODE,
    });
    await enter(AUTRE_VOL);
    expect(await screen.findByText('1 / 1')).toBeVisible();
    fireEvent.click(screen.getByRole('button', { name: 'Clore le pointage' }));
    expect(await screen.findByRole('button', { name: 'Clore' })).toBeDisabled();
  },
  LENT_MS,
);
