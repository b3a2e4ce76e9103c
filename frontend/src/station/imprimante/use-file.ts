import { useEffect, useState } from 'react';
import { type EtatFile, FILE_VIDE, queue } from './file';

/** Labels not out yet, and why, for the screen that shows them. */
export function useFile(): EtatFile {
  const [etat, setEtat] = useState<EtatFile>(FILE_VIDE);
  useEffect(() => queue.subscribe(setEtat), []);
  return etat;
}
