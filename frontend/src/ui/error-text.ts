import i18next from 'i18next';
import { formatArgent } from '@/lib/format';
import { ApiError, NetworkError } from '@/lib/problem';
import { CashCapError, ParentMissingError, StorageFullError } from '@/offline/erreurs';
import { cleErreur, MaterielError } from '@/station/erreurs';

export interface Explication {
  titre: string;
  aide: string;
  requestId: string | null;
}

/** Said when the answer itself says nothing. */
const MUETS = {
  403: ['erreurs.droit', 'erreurs.droitAide'],
  404: ['erreurs.introuvable', 'erreurs.introuvableAide'],
} as const;

function ofApi(error: ApiError): Explication {
  const t = i18next.t;
  const { requestId, status } = error;
  if (error.code === 'reponse_illisible') {
    return { titre: t('erreurs.illisible'), aide: t('erreurs.illisibleAide'), requestId };
  }
  if (status >= 500) {
    return { titre: t('erreurs.inattendue'), aide: t('erreurs.inattendueAide'), requestId };
  }
  const { detail, title, errors } = error.problem;
  if (!detail && (status === 403 || status === 404)) {
    const [titre, aide] = MUETS[status];
    return { titre: t(titre), aide: t(aide), requestId };
  }
  const champs = Object.values(errors ?? {}).flat();
  return { titre: detail || title, aide: champs.join(' '), requestId };
}

/** What happened and what to do next, in the reader's language. */
export function explain(error: unknown): Explication {
  const t = i18next.t;
  if (error instanceof ApiError) return ofApi(error);
  if (error instanceof MaterielError) {
    const titre = t(`appareil.${error.appareil}`, { ns: 'materiel' });
    return { titre, aide: t(cleErreur(error), { ns: 'materiel' }), requestId: null };
  }
  if (error instanceof StorageFullError) {
    return { titre: t('stockagePlein', { ns: 'horsLigne' }), aide: '', requestId: null };
  }
  if (error instanceof CashCapError) {
    const plafond = formatArgent(error.plafond);
    const main = formatArgent({ ...error.plafond, montant: error.dejaEnMain });
    const titre = t('plafond', { ns: 'horsLigne', main, plafond });
    return { titre, aide: t('plafondAide', { ns: 'horsLigne' }), requestId: null };
  }
  if (error instanceof ParentMissingError) {
    return { titre: t('parentAbsent', { ns: 'horsLigne' }), aide: '', requestId: null };
  }
  if (error instanceof NetworkError) {
    return { titre: t('erreurs.reseau'), aide: t('erreurs.reseauAide'), requestId: null };
  }
  return { titre: t('erreurs.inattendue'), aide: t('erreurs.inattendueAide'), requestId: null };
}
