import { t } from '@/i18n';
import type { Utilisateur } from '@/lib/session';
import { StorageFullError } from '@/offline/outbox';
import { toastError } from '@/ui/toast';
import { announce } from './annonce';
import type { Brouillon } from './brouillon';
import type { Confirmation } from './enregistrement';
import type { AgencePoste } from './preferences';
import { valeurOf } from './saisies';
import type { usePrix } from './use-prix';

/** Where the carton is taken in: the bench's agency, among those of the person's country. */
export function benchAgency(
  choisie: AgencePoste | null,
  { pays, agence }: Pick<Utilisateur, 'pays' | 'agence'>,
): Pick<Confirmation, 'agence' | 'agence_id'> {
  const ici = choisie?.pays === pays ? choisie : null;
  return {
    agence: ici?.nom ?? agence?.nom ?? '',
    agence_id: ici && ici.id !== agence?.id ? ici.id : null,
  };
}

/** What Enter would write down now; null while client or weight is missing. */
export function buildConfirmation(
  b: Brouillon,
  prix: Pick<ReturnType<typeof usePrix>, 'corps' | 'devis'>,
  lieu: Pick<Confirmation, 'agence' | 'agence_id' | 'fuseau' | 'danger'> & {
    villeOf: (pays: string) => string;
  },
): Confirmation | null {
  if (!prix.corps) return null;
  const { villeOf, ...reste } = lieu;
  const valeur = valeurOf(b);
  return {
    ...reste,
    brouillon: b,
    corps: prix.corps,
    valeur: valeur === 'faux' ? null : valeur,
    prix: prix.devis?.prix ?? null,
    ville: villeOf(prix.corps.pays_destination),
  };
}

/** The carton stays on the bench: nothing was written down. */
export function reportFailure(erreur: unknown): void {
  const plein = erreur instanceof StorageFullError;
  announce('refus', t(plein ? 'horsLigne:stockagePlein' : 'station:pasEnregistre'));
  if (!plein) toastError(erreur);
}
