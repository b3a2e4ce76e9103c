import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { renderPage, signIn } from '../../../tests/appuis';
import { tabTo } from '../../../tests/clavier';
import { Sceaux } from './sceaux';

const CHAINE = {
  chaine: 'ML',
  numero: 12,
  empreinte: 'ab'.repeat(32),
  scelle_le: '2026-11-21T01:00:00Z',
  total: 340,
  non_scelles: 0,
  retard_s: 0,
  en_retard: false,
  ancre_numero: 12,
  ancre_le: '2026-11-21T01:00:01Z',
};
const DIT = {
  intact: true,
  scelles: 340,
  sceaux: 12,
  non_scelles: 0,
  ancres: 12,
  ancre: true,
  complet: true,
  depuis: null,
  premier_defaut: null,
};

const serveur = setupServer();
beforeAll(() => serveur.listen({ onUnhandledRequest: 'error' }));
afterEach(() => serveur.resetHandlers());
afterAll(() => serveur.close());

function serve(chaine: object, dit: object, ancres: string[] = ['fichier']) {
  serveur.use(
    http.get('*/api/v1/audit/sceaux', () =>
      HttpResponse.json({ chaines: [{ ...CHAINE, ...chaine }], ancres }),
    ),
    http.post('*/api/v1/audit/verification', () => HttpResponse.json({ ...DIT, ...dit })),
  );
  signIn({ actions: ['audit.lire', 'audit.exporter', 'audit.verifier'] });
  renderPage(<Sceaux />);
}

test('la vérification dit que rien n’a changé, et contre quoi', async () => {
  serve({}, {});
  expect(await screen.findByText('gardé dehors : nº 12')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Vérifier le journal' }));
  const reponse = await screen.findByRole('status');
  expect(within(reponse).getByText('Rien n’a changé')).toBeVisible();
  expect(within(reponse).getByText(/12 sceaux gardés dehors/)).toBeVisible();
});

test('une ancre affamée se dit, et la vérification se demande au clavier seul', async () => {
  const user = userEvent.setup();
  serve(
    {},
    {
      intact: false,
      premier_defaut: {
        nature: 'ancre_en_retard',
        chaine: 'ML',
        numero: 9,
        table: '',
        ligne_id: '',
        detail: 'dit sorti, jamais scellé',
      },
    },
  );
  await screen.findByRole('button', { name: 'Vérifier le journal' });
  await tabTo(user, () => screen.getByRole('button', { name: 'Vérifier le journal' }));
  await user.keyboard('{Enter}');
  const reponse = await screen.findByRole('status');
  expect(within(reponse).getByText(/n’a pas reçu les derniers sceaux/)).toBeVisible();
});

test('un défaut nomme la table, la ligne et le sceau', async () => {
  serve(
    {},
    {
      intact: false,
      premier_defaut: {
        nature: 'ligne_modifiee',
        chaine: 'ML',
        numero: 4,
        table: 'colis_evenement',
        ligne_id: '1361e3c6-f36c-d0c3-30f7-c159a0b7bd34',
        detail: '',
      },
    },
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Vérifier le journal' }));
  const reponse = await screen.findByRole('status');
  expect(within(reponse).getByText('Une ligne a été modifiée')).toBeVisible();
  expect(within(reponse).getByText('Événements des colis')).toBeVisible();
  expect(within(reponse).getByText('1361e3c6-f36c-d0c3-30f7-c159a0b7bd34')).toBeVisible();
  expect(within(reponse).getByText('ML · sceau nº 4')).toBeVisible();
});

test('sans ancre, l’écran ne promet rien', async () => {
  serve({ ancre_numero: null, ancre_le: null }, { ancre: false, ancres: 0 }, []);
  expect(await screen.findByText(/Aucun sceau n’est gardé hors de la base/)).toBeVisible();
});

test('des lignes qui attendent trop se voient', async () => {
  serve({ non_scelles: 3, en_retard: true }, {});
  expect(await screen.findByText('3 lignes attendent depuis trop longtemps')).toBeVisible();
});
