import i18next from 'i18next';
import { ApiError, NetworkError } from '@/lib/problem';

export interface Explication {
  titre: string;
  aide: string;
  requestId: string | null;
}

function ofApi(error: ApiError): Explication {
  const requestId = error.requestId;
  const t = i18next.t;
  if (error.code === 'reponse_illisible') {
    return { titre: t('erreurs.illisible'), aide: t('erreurs.illisibleAide'), requestId };
  }
  const detail = error.problem.detail;
  if (error.status === 403) {
    return { titre: detail || t('erreurs.droit'), aide: t('erreurs.droitAide'), requestId };
  }
  if (error.status === 404) {
    return {
      titre: detail || t('erreurs.introuvable'),
      aide: t('erreurs.introuvableAide'),
      requestId,
    };
  }
  if (error.status >= 500) {
    return { titre: t('erreurs.inattendue'), aide: t('erreurs.inattendueAide'), requestId };
  }
  const champs = Object.values(error.problem.errors ?? {}).flat();
  return { titre: detail || error.problem.title, aide: champs.join(' '), requestId };
}

/** What happened and what to do next, in the reader's language. */
export function explain(error: unknown): Explication {
  const t = i18next.t;
  if (error instanceof ApiError) return ofApi(error);
  if (error instanceof NetworkError) {
    return { titre: t('erreurs.reseau'), aide: t('erreurs.reseauAide'), requestId: null };
  }
  return { titre: t('erreurs.inattendue'), aide: t('erreurs.inattendueAide'), requestId: null };
}
