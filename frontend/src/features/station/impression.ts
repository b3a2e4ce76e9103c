import { formatCodeSuivi } from '@/lib/code-suivi';
import { openFile } from '@/lib/download';
import { uuid7 } from '@/lib/uuid7';
import { database } from '@/offline/db';
import { capture } from '@/offline/outbox';
import { settled } from '@/offline/suite';
import type { TailleEtiquette } from '@/station/imprimante';
import type { Etiquette } from '@/station/imprimante/etiquette';
import { type Impression, prepareLabel, queue } from '@/station/imprimante/file';
import type { ReglageImprimante } from '@/station/imprimante/reglage';
import { usePreferences } from './preferences';
import type { Tarif } from './queries';
import { currentLabel, type Imprimee } from './tirage';

export type { Imprimee } from './tirage';

const PATIENCE_MS = 20_000;

/** Prints go out as the printer reads them; a browser's or a PDF's is a picture of the page. */
function formatOf(): string {
  const { transport, langage } = usePreferences.getState().imprimante;
  if (transport === 'pdf') return 'pdf';
  return transport === 'navigateur' ? 'png' : langage;
}

/** The operation that registered this carton here; none when another device did. */
async function registrationOf(colis_id: string): Promise<string[]> {
  const base = await database();
  let curseur = await base.transaction('ops').store.openCursor(null, 'prev');
  for (let lus = 0; curseur && lus < 400; lus += 1) {
    const { enveloppe, op_id } = curseur.value;
    if (enveloppe.type === 'colis.enregistrer' && enveloppe.entity_id === colis_id) return [op_id];
    curseur = await curseur.continue();
  }
  return [];
}

/** Every print is an event of the carton, also those the server did not draw. */
export async function notePrint({
  colis_id,
  code_suivi,
  taille,
}: Pick<Impression, 'colis_id' | 'code_suivi' | 'taille'>): Promise<void> {
  // The test page is nobody's carton.
  if (colis_id === '') return;
  await capture({
    type: 'etiquette.reimprimer',
    entity_id: colis_id,
    payload: { colis_id, format: formatOf(), taille, survenu_le: new Date().toISOString() },
    depends_on: await registrationOf(colis_id),
    resume: formatCodeSuivi(code_suivi),
  });
}

/** The server's PDF, once it has heard of the carton. */
async function openPdf({ colis_id, taille }: Impression): Promise<void> {
  const [op_id] = await registrationOf(colis_id);
  if (op_id) await settled(op_id, PATIENCE_MS);
  await openFile(`/colis/${colis_id}/etiquette`, { format: 'pdf', taille });
}

/** Sets the printer up, or again after its settings changed. */
export function configurePrinter(reglage: ReglageImprimante): void {
  queue.configure(reglage, {
    onPrinted: notePrint,
    openPdf,
  });
}

/** Draws and encodes ahead, while the hands are still on the carton. */
export function prepare(etiquette: Etiquette): void {
  const { taille, imprimante, imprimer } = usePreferences.getState();
  if (imprimer) prepareLabel(etiquette, taille, imprimante.langage);
}

/** The carton's own label: the same carton is never printed twice by this. */
export async function printFirst(id: string, etiquette: Etiquette): Promise<void> {
  const { taille, imprimer } = usePreferences.getState();
  if (!imprimer) return;
  const { code_suivi } = etiquette;
  await queue.add({ cle: id, colis_id: id, code_suivi, etiquette, taille, motif: 'premiere' });
}

/**
 * Once more, because a hand asked for it: a print of its own, noted on the carton. It says what is
 * true now, under the same code; answers what was printed.
 */
export async function printAgain(imprimee: Imprimee, tarifs: readonly Tarif[]): Promise<Imprimee> {
  const { id, code_suivi } = imprimee;
  const taille: TailleEtiquette = usePreferences.getState().taille;
  const etiquette = await currentLabel(imprimee, tarifs);
  await queue.add({
    cle: uuid7(),
    colis_id: id,
    code_suivi,
    etiquette,
    taille,
    motif: 'reimpression',
  });
  return { ...imprimee, etiquette };
}

/** The same print tried again: what had not come out says what is true by now. */
export async function retryPrint(impression: Impression, tarifs: readonly Tarif[]): Promise<void> {
  const { cle, colis_id: id, etiquette } = impression;
  // The test page is nobody's carton.
  await queue.retry(cle, id === '' ? etiquette : await currentLabel({ id, etiquette }, tarifs));
}
