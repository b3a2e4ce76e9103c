import { formatCodeSuivi } from '@/lib/code-suivi';
import { capture } from '@/offline/outbox';
import type { ColisTrouve, Emplacement } from './queries';

const propre = (texte: string): string => texte.toUpperCase().replace(/[\s._]/g, '');

/** A shelf's label read or typed, whatever its case and spaces; null when it is no shelf. */
export function matchEmplacement(
  emplacements: readonly Emplacement[],
  saisie: string,
): Emplacement | null {
  const voulu = propre(saisie);
  return emplacements.find(({ code }) => propre(code) === voulu) ?? null;
}

/** One carton on one shelf, written down on the device. */
export async function placeColis(colis: ColisTrouve, emplacement: Emplacement): Promise<string> {
  const { op_id } = await capture({
    type: 'rangement.placer',
    entity_id: colis.id,
    payload: {
      colis_id: colis.id,
      emplacement_id: emplacement.id,
      survenu_le: new Date().toISOString(),
    },
    codes: [colis.code_suivi],
    resume: `${formatCodeSuivi(colis.code_suivi)} → ${emplacement.code}`,
  });
  return op_id;
}
