import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { defaultReglage } from '@/station/balance/protocoles';
import { renderPage, signIn } from '../../../tests/appuis';
import { usePoste } from './poste';
import { PostePage } from './poste-page';
import { DEFAUT, prefer, usePreferences } from './preferences';

const file = vi.hoisted(() => ({
  travaux: [] as { cle: string; etat: string }[],
  etat: 'printed',
}));
vi.mock('@/station/imprimante/file', () => ({
  queue: {
    configure: () => undefined,
    choose: async () => undefined,
    idle: async () => undefined,
    add: async ({ cle }: { cle: string }) => void file.travaux.push({ cle, etat: file.etat }),
    list: async () => file.travaux,
  },
}));
vi.mock('@/station/imprimante/use-file', () => ({
  useFile: () => ({ travaux: [], bloquee: null, lien: 'connectee' }),
}));
vi.mock('@/station/camera/photo', () => ({ takePhoto: async () => 'kept frame' }));
const vue = vi.hoisted(() => ({ jugees: [] as unknown[] }));
vi.mock('@/station/camera/qualite', () => ({
  judgePhoto: async (source: unknown) => {
    vue.jugees.push(source);
    return { avis: 'ok' };
  },
}));

const serveur = setupServer(
  http.get('*/api/v1/agences', () => HttpResponse.json({ items: [], suivant: null })),
);
beforeAll(() => serveur.listen({ onUnhandledRequest: 'bypass' }));
afterAll(() => serveur.close());

const FAIT = '2026-11-21T08:00:00Z';
const TOUS = { lieu: FAIT, douchette: FAIT, balance: FAIT, imprimante: FAIT, camera: FAIT };
const essais = () => usePreferences.getState().essais;

beforeEach(() => {
  signIn();
  file.travaux = [];
  file.etat = 'printed';
  vue.jugees = [];
  prefer({ ...DEFAUT, balance: defaultReglage('stgs'), sons: false });
});

describe('the test page', () => {
  test('an old one given up does not keep a new one from passing', async () => {
    file.travaux = [{ cle: 'test-1', etat: 'refused' }];
    renderPage(<PostePage />);
    await userEvent.click(screen.getByRole('button', { name: 'Page d’essai' }));
    await waitFor(() => expect(essais().imprimante).toBeDefined());
  });

  test('one that did not come out passes nothing', async () => {
    file.etat = 'uncertain';
    renderPage(<PostePage />);
    await userEvent.click(screen.getByRole('button', { name: 'Page d’essai' }));
    await waitFor(() => expect(file.travaux).toHaveLength(1));
    await act(async () => undefined);
    expect(essais().imprimante).toBeUndefined();
  });
});

describe('another device is another test', () => {
  beforeEach(() => prefer({ essais: TOUS, etalonne_le: FAIT }));
  const chosen = async (libelle: string, valeur: string) =>
    userEvent.selectOptions(screen.getByRole('combobox', { name: libelle }), valeur);
  const left = () => Object.keys(TOUS).filter((organe) => !(organe in essais()));

  test('the scale’s protocol', async () => {
    renderPage(<PostePage />);
    await chosen('Protocole de la balance', 'yhFwd');
    expect(left()).toEqual(['balance']);
    expect(usePreferences.getState().etalonne_le).toBeNull();
  });

  test('the scale’s line', async () => {
    renderPage(<PostePage />);
    await chosen('Bauds', '2400');
    expect(left()).toEqual(['balance']);
    expect(usePreferences.getState().etalonne_le).toBeNull();
  });

  test('the scanner’s way in', async () => {
    renderPage(<PostePage />);
    await userEvent.click(screen.getByRole('button', { name: 'HID-POS' }));
    expect(left()).toEqual(['douchette']);
  });

  test('the size of the label', async () => {
    renderPage(<PostePage />);
    await chosen('Taille d’étiquette', '60x40');
    expect(left()).toEqual(['imprimante']);
    expect(usePreferences.getState().taille).toBe('60x40');
  });

  test('the printer’s way, then its language', async () => {
    renderPage(<PostePage />);
    await userEvent.click(
      within(screen.getByRole('group', { name: 'Imprimante' })).getByRole('button', {
        name: 'USB',
      }),
    );
    expect(left()).toEqual(['imprimante']);
    act(() => prefer({ essais: TOUS }));
    await chosen('Langage', 'zpl');
    expect(left()).toEqual(['imprimante']);
  });

  test('the camera', async () => {
    Object.defineProperty(navigator, 'mediaDevices', {
      configurable: true,
      value: {
        enumerateDevices: async () =>
          ['a', 'b'].map((deviceId) => ({ kind: 'videoinput', deviceId, label: deviceId })),
        addEventListener: () => undefined,
        removeEventListener: () => undefined,
      },
    });
    renderPage(<PostePage />);
    await screen.findByRole('combobox', { name: 'Caméra' });
    await chosen('Caméra', 'b');
    expect(left()).toEqual(['camera']);
  });
});

test('the bench stands in one of the agencies of the person’s country, on this device', async () => {
  signIn({ pays: 'CN', agence: { id: 'a1', nom: 'Guangzhou' } });
  serveur.use(
    http.get('*/api/v1/agences', () =>
      HttpResponse.json({
        items: [
          { id: 'a2', nom: 'Yiwu', pays: 'CN', ville: 'Yiwu', actif: true },
          { id: 'a3', nom: 'Fermée', pays: 'CN', ville: 'Foshan', actif: false },
          { id: 'a4', nom: 'Bamako', pays: 'ML', ville: 'Bamako', actif: true },
        ],
        suivant: null,
      }),
    ),
  );
  renderPage(<PostePage />);
  const choix = await screen.findByRole('combobox', { name: /Agence de ce poste/ });
  await within(choix).findByRole('option', { name: 'Yiwu' });
  expect(
    within(choix)
      .getAllByRole('option')
      .map(({ textContent }) => textContent),
  ).toEqual(['Guangzhou', 'Yiwu']);
  await userEvent.selectOptions(choix, 'a2');
  expect(JSON.parse(localStorage.getItem('ts-station') ?? '{}').agence).toEqual({
    id: 'a2',
    nom: 'Yiwu',
    pays: 'CN',
  });
});

test('the camera is judged on the picture it would keep', async () => {
  renderPage(<PostePage />);
  await waitFor(() => expect(usePoste.getState().camera).toBe('absente'));
  act(() => usePoste.setState({ camera: 'prete' }));
  await userEvent.click(screen.getByRole('button', { name: 'Juger l’image' }));
  await waitFor(() => expect(essais().camera).toBeDefined());
  expect(vue.jugees).toEqual(['kept frame']);
});

describe('putting the bench into service', () => {
  const done = () => screen.queryByRole('link', { name: 'C’est prêt' });

  test('devices not tried yet are named, and finishing without them is a choice', async () => {
    prefer({ essais: { lieu: FAIT, douchette: FAIT } });
    renderPage(<PostePage />);
    expect(done()).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'C’est prêt' }));
    const reste = await screen.findByText(/Pas encore essayés/);
    expect(reste).toHaveTextContent(/Balance, Imprimante, Caméra/);
    expect(usePreferences.getState().installe_le).toBeNull();
    await userEvent.click(screen.getByRole('link', { name: 'Terminer quand même' }));
    expect(usePreferences.getState().installe_le).not.toBeNull();
  });

  test('a device this bench does without is not asked for', async () => {
    prefer({ balance: null, camera: false, imprimer: false });
    prefer({ essais: { lieu: FAIT, douchette: FAIT } });
    renderPage(<PostePage />);
    expect(done()).toBeInTheDocument();
  });

  test('everything tried, it is ready at once', async () => {
    prefer({ essais: TOUS });
    renderPage(<PostePage />);
    await userEvent.click(done() as HTMLElement);
    expect(usePreferences.getState().installe_le).not.toBeNull();
  });
});
