import { act, screen } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { defaultReglage } from '@/station/balance/protocoles';
import { MaterielError } from '@/station/erreurs';
import type { EtatFile } from '@/station/imprimante/file';
import { renderPage, signIn } from '../../../tests/appuis';
import { useAnnonce } from './annonce';
import { Sante } from './bandeau-sante';
import { FileImpression } from './file-impression';
import { usePoste } from './poste';
import { DEFAUT, prefer } from './preferences';

const VIDE: EtatFile = { travaux: [], bloquee: null, lien: 'connectee' };
const file = vi.hoisted(() => ({ dire: (_: unknown): void => undefined, etat: {} as unknown }));
vi.mock('@/station/imprimante/use-file', async () => {
  const { useEffect, useState } = await import('react');
  return {
    useFile: () => {
      const [etat, setEtat] = useState(file.etat);
      useEffect(() => {
        const avant = file.dire;
        file.dire = (neuf) => {
          avant(neuf);
          setEtat(neuf);
        };
        return () => {
          file.dire = avant;
        };
      }, []);
      return etat;
    },
  };
});

const organe = (nom: string) => document.querySelector<HTMLElement>(`[data-organe="${nom}"]`);
const say = (etat: Partial<EtatFile>) => act(() => file.dire({ ...VIDE, ...etat }));

beforeEach(() => {
  signIn();
  file.etat = VIDE;
  useAnnonce.setState(null, true);
  usePoste.setState({ balance: { etat: 'absente', lecture: null, erreur: null } });
  prefer({
    ...DEFAUT,
    sons: false,
    imprimante: { ...DEFAUT.imprimante, transport: 'usb' },
  });
});

describe('the health of the printer', () => {
  test.each([
    ['absente', 'panne', /à choisir ou à allumer/],
    ['debranchee', 'panne', /éteinte ou débranchée/],
    ['connexion', 'attente', /un instant/],
    ['connectee', 'bon', /USB/],
  ] as const)('linked as « %s » it is shown as %s', (lien, sante, mots) => {
    renderPage(<Sante />);
    say({ lien });
    expect(organe('imprimante')?.dataset.sante).toBe(sante);
    expect(organe('imprimante')).toHaveTextContent(mots);
  });

  test('blocked, the strip tells why', () => {
    renderPage(<Sante />);
    say({ bloquee: new MaterielError('imprimante', 'papier') });
    expect(organe('imprimante')).toHaveTextContent(/Plus de papier/);
  });

  test('a bench that prints nothing has no printer to mend', () => {
    prefer({ imprimer: false });
    renderPage(<Sante />);
    say({ lien: 'absente' });
    expect(organe('imprimante')?.dataset.sante).toBe('absent');
  });

  test('each time the queue is blocked it is said aloud, with its reason', () => {
    renderPage(<FileImpression />);
    say({ bloquee: new MaterielError('imprimante', 'papier') });
    expect(useAnnonce.getState()).toMatchObject({ ton: 'refus', rang: 1 });
    expect(useAnnonce.getState()?.texte).toMatch(/Plus de papier/);
    say({ bloquee: new MaterielError('imprimante', 'papier') });
    expect(useAnnonce.getState()?.rang).toBe(1);
    say({ bloquee: new MaterielError('imprimante', 'eteinte') });
    expect(useAnnonce.getState()?.rang).toBe(2);
    say({});
    say({ bloquee: new MaterielError('imprimante', 'eteinte') });
    expect(useAnnonce.getState()?.rang).toBe(3);
  });
});

describe('the health of the scale', () => {
  const weighing = () =>
    act(() => usePoste.setState({ balance: { etat: 'connectee', lecture: null, erreur: null } }));

  test.each(['yhRev', 'yhFwd'] as const)(
    '%s, whose figures two formats share, waits for a known weight',
    (protocole) => {
      prefer({ balance: defaultReglage(protocole) });
      renderPage(<Sante />);
      weighing();
      expect(organe('balance')?.dataset.sante).toBe('attente');
      expect(organe('balance')).toHaveTextContent(/poids connu/);
      act(() => prefer({ etalonne_le: '2026-11-21T08:00:00Z' }));
      expect(organe('balance')?.dataset.sante).toBe('bon');
      expect(screen.queryByText(/poids connu/)).toBeNull();
    },
  );

  test('a format that says its own unit and point needs none', () => {
    prefer({ balance: defaultReglage('sics') });
    renderPage(<Sante />);
    weighing();
    expect(organe('balance')?.dataset.sante).toBe('bon');
  });
});
