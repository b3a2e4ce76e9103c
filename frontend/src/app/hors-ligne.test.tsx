import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { useConnexionDue, useSession } from '@/lib/session';
import { closeDatabase, database, useStockage } from '@/offline/db';
import { PHOTO_ILLISIBLE } from '@/offline/photos-illisibles';
import { setPin } from '@/offline/pin';
import { syncNow } from '@/offline/sync';
import { lockScreen, useVerrou } from '@/offline/verrou';
import { Toasts } from '@/ui/toast';
import { renderPage, signIn } from '../../tests/appuis';
import { freshDevice, scan } from '../../tests/hors-ligne';
import type { ServeurSync } from '../../tests/serveur-sync';
import { Bandeaux } from './bandeaux';
import { ChoisirPin } from './choisir-pin';
import { Envois } from './envois';
import { IndicateurFile } from './indicateur-file';
import { MenuCompte } from './menu-compte';
import { VerrouEcran } from './verrou-ecran';

let serveur: ServeurSync;

beforeEach(async () => {
  serveur = await freshDevice();
  useVerrou.setState({ ferme: false, pose: false });
  useConnexionDue.setState({ due: false });
  localStorage.clear();
});
afterEach(() => vi.unstubAllGlobals());

/** An act the server kept all the same, with this answer. */
async function kept(resultat: object): Promise<void> {
  signIn();
  serveur.verdicts = { 'vol.charger': 'applied_with_conflict' };
  const { op_id } = await scan('TS-A');
  await syncNow(true);
  const base = await database();
  const recu = await base.get('resultats', op_id);
  if (!recu) throw new Error('nothing was answered');
  await base.put('resultats', { ...recu, resultat });
}

describe('the outbox screen', () => {
  test('a refusal shows its reason and is filed away by the person', async () => {
    signIn();
    serveur.verdicts = { 'vol.charger': 'rejected' };
    await scan('TS-A');
    await syncNow(true);
    renderPage(<Envois />);
    expect(await screen.findByText('Déjà chargé.')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Classer' }));
    const [, confirmer] = await screen.findAllByRole('button', { name: 'Classer', hidden: true });
    if (confirmer) await userEvent.click(confirmer);
    expect(await screen.findByText('Rien à revoir')).toBeInTheDocument();
  });

  test.each([
    ['vol_annule', 'Vol annulé depuis : le colis est gardé en surplus.'],
    ['une_nouveaute', 'Pris en compte, avec une remarque'],
  ])('what was kept all the same says what it disagrees with: %s', async (conflit, dit) => {
    await kept({ conflit });
    renderPage(<Envois />);
    expect(await screen.findByText(dit)).toBeInTheDocument();
  });

  test('what it replaced of somebody else’s is quoted, field by field', async () => {
    await kept({ conflit: 'conflit_version', remplaces: { nom: 'Awa Diarra', langue: 'zh' } });
    renderPage(<Envois />);
    expect(await screen.findByText('Nom : « Awa Diarra » a été remplacé.')).toBeVisible();
    expect(screen.getByText('Langue : « Chinois » a été remplacé.')).toBeVisible();
  });

  test('what the server holds is said to wait for an admin, and cannot be filed here', async () => {
    signIn();
    const { op_id } = await scan('TS-A');
    serveur.retenues.add(op_id);
    await syncNow(true);
    renderPage(<Envois />);
    expect(await screen.findByText(/retenu jusqu’à la décision/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Classer' })).not.toBeInTheDocument();
    expect(screen.queryByText('Tout est envoyé')).not.toBeInTheDocument();
  });

  test('an act that goes without its photo says so in the person’s language', async () => {
    signIn();
    const { op_id } = await scan('TS-A');
    await syncNow(true);
    const base = await database();
    const recu = await base.get('resultats', op_id);
    if (!recu) throw new Error('nothing was answered');
    const problem = { title: PHOTO_ILLISIBLE, status: 0, detail: '', code: PHOTO_ILLISIBLE };
    await base.put('resultats', { ...recu, status: 'deferred', problem, a_revoir: 3 });
    renderPage(<Envois />);
    expect(await screen.findByText(/ne peut plus lire cette photo/)).toBeInTheDocument();
  });

  test('a long queue shows its first acts and says how many more there are', async () => {
    signIn();
    for (let n = 0; n < 53; n += 1) await scan(`TS-${n}`);
    renderPage(<Envois />);
    expect(await screen.findByText('… et 3 autres.')).toBeInTheDocument();
    expect(screen.getByText('À envoyer (53)')).toBeInTheDocument();
    expect(screen.getAllByText(/^TS-\d+$/)).toHaveLength(50);
  });

  test('another person’s queue on this browser is seen, and can be exported', async () => {
    signIn({ nom: 'Awa Traoré' });
    await scan('TS-A');
    signIn({ id: '0199a000-0000-7000-8000-000000000002', nom: 'Binta' });
    renderPage(<Envois />);
    expect(await screen.findByText('Awa Traoré')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Exporter sa file' })).toBeInTheDocument();
  });
});

test('"tout est envoyé" shows only at zero', async () => {
  signIn();
  await scan('TS-A');
  renderPage(<IndicateurFile />);
  expect(await screen.findByText('1 à envoyer')).toBeInTheDocument();
  expect(screen.queryByText('Tout est envoyé')).not.toBeInTheDocument();
  await act(() => syncNow(true));
  expect(await screen.findByText('Tout est envoyé')).toBeInTheDocument();
});

test('a device where nothing waits says so as soon as it is read', async () => {
  signIn();
  renderPage(<IndicateurFile />);
  expect(await screen.findByText('Tout est envoyé')).toBeInTheDocument();
});

test('leaving with unsent acts is refused, with what to do instead', async () => {
  signIn();
  await scan('TS-A');
  renderPage(
    <>
      <IndicateurFile />
      <MenuCompte />
    </>,
  );
  await screen.findByText('1 à envoyer');
  await userEvent.click(screen.getByRole('button', { name: 'Mon compte' }));
  await userEvent.click(await screen.findByText('Se déconnecter'));
  expect(await screen.findByText('Tout n’est pas envoyé')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Exporter et confier la file' })).toBeInTheDocument();
  expect(useSession.getState().statut).toBe('connectee');
});

test('leaving is refused while the queue cannot be read: nobody knows what would be left', async () => {
  signIn();
  await closeDatabase();
  vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('damaged', 'UnknownError');
  });
  renderPage(
    <>
      <MenuCompte />
      <Toasts />
    </>,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Mon compte' }));
  await userEvent.click(await screen.findByText('Se déconnecter'));
  expect(await screen.findByText(/impossible de savoir si tout est envoyé/)).toBeInTheDocument();
  expect(useSession.getState().statut).toBe('connectee');
});

describe('the locked screen', () => {
  test('five wrong codes leave only the password, and the right one opens', async () => {
    const { id } = signIn();
    await setPin(id, '2580', 1_000);
    await lockScreen();
    renderPage(
      <VerrouEcran>
        <p>secret</p>
      </VerrouEcran>,
    );
    const cache = (): boolean => screen.getByText('secret').closest('[inert]') !== null;
    expect(cache()).toBe(true);
    const essayer = async (pin: string): Promise<void> => {
      await userEvent.type(await screen.findByLabelText('Code PIN'), `${pin}{Enter}`);
    };
    await essayer('0000');
    expect(await screen.findByText('Code faux : il reste 4 essais.')).toBeInTheDocument();
    await essayer('2580');
    await waitFor(() => expect(cache()).toBe(false));
    await act(() => lockScreen());
    for (const reste of [4, 3, 2, 1]) {
      await essayer('0000');
      await screen.findByText(new RegExp(`il reste ${reste}`));
    }
    await essayer('0000');
    expect(await screen.findByText(/Rien de ce que vous avez saisi n’est perdu/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Utiliser le mot de passe' }));
    expect(await screen.findByLabelText('Mot de passe')).toBeVisible();
  });

  test('a weak code and two different ones are refused', async () => {
    signIn();
    renderPage(<ChoisirPin ouvert onOuvert={() => undefined} />);
    const [un, deux] = [
      await screen.findByLabelText('Code PIN'),
      screen.getByLabelText('Le même code, encore une fois'),
    ];
    await userEvent.type(un, '1234');
    await userEvent.type(deux, '1234{Enter}');
    expect(await screen.findByText(/Trop facile à deviner/)).toBeInTheDocument();
    await userEvent.clear(un);
    await userEvent.type(un, '2580{Enter}');
    expect(await screen.findByText('Les deux codes ne sont pas les mêmes.')).toBeInTheDocument();
  });
});

describe('what is said across the top', () => {
  test('an expired log-in says that the acts are kept and offers to sign in', async () => {
    signIn();
    useConnexionDue.setState({ due: true });
    useSession.setState({ statut: 'hors_ligne' });
    renderPage(<Bandeaux />);
    await userEvent.click(await screen.findByRole('button', { name: 'Se reconnecter' }));
    expect(useSession.getState().statut).toBe('expiree');
  });

  test('another tab in the way of the upgrade, and a page too old for the storage, are named', async () => {
    signIn();
    renderPage(<Bandeaux />);
    // The page opens the storage by itself, and an opening that succeeds clears the warning.
    await database();
    act(() => useStockage.setState({ bloquee: true, perimee: false }));
    expect(await screen.findByText(/Fermez l’autre onglet/)).toBeInTheDocument();
    act(() => useStockage.setState({ bloquee: false, perimee: true }));
    expect(await screen.findByRole('button', { name: 'Recharger' })).toBeInTheDocument();
  });
});
