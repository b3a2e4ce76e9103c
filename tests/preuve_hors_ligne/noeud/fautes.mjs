/**
 * What a network and what stands in it may do to one request. `avant` answers without the server,
 * `apres` lets the server work and then spoils the answer; `coupe` cuts the connection.
 */

const HTML = '<!doctype html><title>Wifi</title><p>Bienvenue, acceptez les conditions.</p>';
const probleme = (status, code) => JSON.stringify({ type: 'about:blank', title: code, status, code });

const refus = (status, code, entetes = {}) => ({
  avant: {
    status,
    entetes: { 'content-type': 'application/problem+json', ...entetes },
    corps: probleme(status, code),
  },
});

export const FAUTES = {
  coupe_avant: { coupe: 'avant' },
  coupe_apres: { coupe: 'apres' },
  /** The answer is lost while the server still works: the next try meets the first one. */
  coupe_pendant: { coupe: 'pendant' },
  lot_partiel: { coupe: 'apres', moitie: true },
  /** An impatient box on the way sends the same request twice at once. */
  double: { double: true },
  erreur_500_avant: refus(500, 'interne'),
  erreur_500_apres: { apres: { status: 500, entetes: {}, corps: '' } },
  erreur_503: refus(503, 'indisponible', { 'retry-after': '1' }),
  refus_401: refus(401, 'non_authentifie'),
  refus_403: refus(403, 'interdit'),
  refus_409: refus(409, 'conflit'),
  /** As nginx says it: in HTML. */
  refus_413: { avant: { status: 413, entetes: { 'content-type': 'text/html' }, corps: HTML } },
  refus_426: refus(426, 'version_trop_ancienne'),
  refus_429: refus(429, 'trop_de_requetes', { 'retry-after': '1' }),
  portail: { avant: { status: 200, entetes: { 'content-type': 'text/html' }, corps: HTML } },
  lent: { lent: true },
};

const COMMUNES = [
  [4, 'coupe_avant'],
  [4, 'coupe_apres'],
  [2, 'erreur_500_avant'],
  [2, 'erreur_500_apres'],
  [1, 'erreur_503'],
  [1, 'refus_429'],
  [2, 'portail'],
  [2, 'lent'],
];

const ENVOI = [
  ...COMMUNES,
  [3, 'coupe_pendant'],
  [3, 'double'],
  [3, 'lot_partiel'],
  [2, 'refus_401'],
  [1, 'refus_403'],
  [1, 'refus_409'],
  [2, 'refus_413'],
  [1, 'refus_426'],
];

const PHOTO = [
  ...COMMUNES,
  [2, 'coupe_pendant'],
  [1, 'double'],
  [1, 'refus_401'],
  [1, 'refus_403'],
  [1, 'refus_409'],
  [1, 'refus_413'],
];

const SESSION = [...COMMUNES, [1, 'refus_401']];

/** Which faults this request may meet. */
export function fautesDe(chemin) {
  if (chemin.startsWith('/api/v1/sync/operations')) return ENVOI;
  if (chemin.startsWith('/api/v1/televersements/')) return PHOTO;
  if (chemin.startsWith('/api/v1/auth/')) return SESSION;
  return COMMUNES;
}
