/** The door features write through. */
export { capture, sha256Of } from './capture';
export { CashCapError, ParentMissingError, StorageFullError } from './erreurs';
export { fileAway } from './refusees';
export { resend } from './reparation';
export type { Capture, Saisie } from './saisie';
