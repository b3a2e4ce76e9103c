import { ErrorState } from './error-state';
import { Lignes } from './skeleton';

interface Props {
  /** The answer is there: nothing to show. */
  pret: boolean;
  erreur: unknown;
  onReessayer: () => void;
  lignes?: number;
}

/** What stands where an answer will: lines while it comes, the failure and its way out. */
export function Attente({ pret, erreur, onReessayer, lignes = 6 }: Props) {
  if (pret) return null;
  if (erreur) return <ErrorState erreur={erreur} onReessayer={onReessayer} />;
  return <Lignes nombre={lignes} />;
}
