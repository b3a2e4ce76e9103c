import { act, screen } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { decodeCode, type Lu } from '@/station/douchette/decode';
import { useDouchette } from '@/station/douchette/use-douchette';
import { renderPage, signIn } from '../../../tests/appuis';
import { Sante } from './bandeau-sante';
import { usePoste } from './poste';
import { DEFAUT, prefer } from './preferences';
import { useLecture } from './use-lecture';

interface Lecteur {
  lu: (lu: Lu, texte: string) => void;
  options: { libre: () => boolean; onMarche: (marche: boolean) => void };
}
const lecteurs = vi.hoisted(() => [] as unknown[]);
vi.mock('@/station/camera/lecteur', () => ({
  readCodes: (_video: unknown, lu: unknown, options: unknown) => {
    lecteurs.push({ lu, options });
    return () => lecteurs.pop();
  },
}));

const CODE = 'YAKMVS9EDD1R3';
const lecteur = () => lecteurs.at(-1) as Lecteur | undefined;
const show = (texte: string) => act(() => lecteur()?.lu(decodeCode(texte), texte));
const organe = () => document.querySelector<HTMLElement>('[data-organe="douchette"]');

let scans: string[];
const onRepete = vi.fn();
let libre = true;

function Ecran() {
  const video = { current: document.createElement('video') };
  useLecture(video, { libre: () => libre, connu: (code) => code === CODE });
  useDouchette({ onScan: ({ code }) => void scans.push(code), onRepete });
  return <Sante />;
}

function open(preferences: Partial<typeof DEFAUT> = {}): void {
  prefer({ ...DEFAUT, sons: false, camera: true, cameraLit: true, ...preferences });
  renderPage(<Ecran />);
  act(() => usePoste.setState({ camera: 'prete' }));
}

beforeEach(() => {
  signIn();
  scans = [];
  libre = true;
  onRepete.mockClear();
  usePoste.setState({ camera: 'coupee', lecture: 'coupee', douchette: 'clavier' });
});

describe('the bench’s camera as a scanner', () => {
  test('what it reads comes where every scanner is heard', () => {
    open();
    show('SF1234567890123');
    show('TS-CMD-CONFIRMER');
    expect(scans).toEqual(['SF1234567890123', 'CONFIRMER']);
  });

  test('unless the bench is set so, it reads nothing', () => {
    open({ cameraLit: false });
    expect(lecteur()).toBeUndefined();
  });

  test('a retail code on a carton’s side is not a scan', () => {
    open();
    show('6901234567892');
    expect(scans).toEqual([]);
  });

  test('the label just printed here passes unseen on its way to its carton', () => {
    open();
    show(CODE);
    expect(scans).toEqual([]);
  });

  test('what another scanner has just read is neither counted again nor complained of', () => {
    open();
    show('SF1234567890123');
    show('SF1234567890123');
    expect(scans).toHaveLength(1);
    expect(onRepete).not.toHaveBeenCalled();
  });

  test('it looks away while a carton is being written down', () => {
    open();
    expect(lecteur()?.options.libre()).toBe(true);
    libre = false;
    expect(lecteur()?.options.libre()).toBe(false);
  });

  test('the health strip counts it beside the scanner, and says when it cannot read', () => {
    open();
    expect(organe()).toHaveTextContent(/clavier USB \+ caméra/);
    expect(organe()?.dataset.sante).toBe('bon');
    act(() => lecteur()?.options.onMarche(false));
    expect(organe()?.dataset.sante).toBe('attente');
    expect(organe()).toHaveTextContent(/la caméra ne lit pas/);
  });

  test('alone, without any other scanner, it makes the bench able to read', () => {
    usePoste.setState({ douchette: 'absente' });
    open();
    expect(organe()?.dataset.sante).toBe('bon');
    act(() => usePoste.setState({ camera: 'perdue' }));
    expect(organe()?.dataset.sante).toBe('panne');
    expect(screen.getByRole('navigation')).toBeVisible();
  });
});
