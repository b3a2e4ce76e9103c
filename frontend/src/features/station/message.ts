import { t } from '@/i18n';
import { cleErreur, MaterielError, materielError } from '@/station/erreurs';

/** The sentence of a device's failure: what happened and what to do next. */
export function messageOf(cause: unknown): string {
  const erreur = cause instanceof MaterielError ? cause : materielError('imprimante', cause);
  return t(`materiel:${cleErreur(erreur)}`);
}
