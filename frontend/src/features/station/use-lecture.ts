import { type RefObject, useEffect, useRef } from 'react';
import { isQuiet } from '@/offline/calme';
import { readCodes } from '@/station/camera/lecteur';
import type { Lu } from '@/station/douchette/decode';
import { deliver } from '@/station/douchette/ecoute';
import { usePoste } from './poste';
import { usePreferences } from './preferences';

/** Quick enough for a hand that shows a code, light enough for a bench that does other things. */
const REPOS_MS = 120;

interface Options {
  /** False while a carton is being written down. */
  libre?: () => boolean;
  /** A code of ours that this bench has just printed itself. */
  connu?: (code: string) => boolean;
}

/**
 * Nobody aims a camera: what proves nothing (a retail code on the carton's side) is not a scan, nor
 * is the label on its way from the printer to its carton.
 */
const isMeant = ({ genre, code }: Lu, connu: (code: string) => boolean): boolean =>
  genre !== 'inconnu' && !(genre === 'colis' && connu(code));

/** The camera shown at the bench as one more scanner, when the bench is set so. */
export function useLecture(
  video: RefObject<HTMLVideoElement | null>,
  { libre = () => true, connu = () => false }: Options = {},
): void {
  const lit = usePreferences(({ camera, cameraLit }) => camera && cameraLit);
  const prete = usePoste(({ camera }) => camera === 'prete');
  const rappels = useRef({ libre, connu });
  rappels.current = { libre, connu };
  useEffect(() => {
    const element = video.current;
    if (!lit || !prete || !element) return undefined;
    const dire = (marche: boolean): void => {
      const lecture = marche ? 'prete' : 'panne';
      if (usePoste.getState().lecture !== lecture) usePoste.setState({ lecture });
    };
    dire(true);
    const arreter = readCodes(
      element,
      (lu, texte) => {
        if (isMeant(lu, rappels.current.connu)) deliver(texte, performance.now(), { passif: true });
      },
      {
        libre: () => isQuiet() && !document.hidden && rappels.current.libre(),
        repos_ms: REPOS_MS,
        onMarche: dire,
      },
    );
    return () => {
      arreter();
      usePoste.setState({ lecture: 'coupee' });
    };
  }, [lit, prete, video]);
}
