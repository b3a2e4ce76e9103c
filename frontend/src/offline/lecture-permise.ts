import { readJournal } from './journal';
import { readPin } from './pin';

/**
 * May lists be kept for this person? Not on a device the server turned away, nor behind a code tried
 * too often: what was wiped would be back at the next reading. To be asked right before writing, the
 * log read last: a refusal written after it wipes what is written here.
 */
export async function mayKeepLists(acteur: string): Promise<boolean> {
  if ((await readPin(acteur)).bloque) return false;
  return !(await readJournal(acteur))?.refus;
}
