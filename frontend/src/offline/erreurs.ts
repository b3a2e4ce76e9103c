/** The device has no room left: nothing was saved. */
export class StorageFullError extends Error {
  constructor(cause: unknown) {
    super('stockage_plein', { cause });
    this.name = 'StorageFullError';
  }
}

/** The act depends on one this device never captured. */
export class ParentMissingError extends Error {
  constructor(op_id: string) {
    super(`parent_absent ${op_id}`);
    this.name = 'ParentMissingError';
  }
}

/** With this payment the person would hold more unsent cash than they may. */
export class CashCapError extends Error {
  readonly plafond: { montant: number; devise: string };
  readonly dejaEnMain: number;

  constructor(plafond: { montant: number; devise: string }, dejaEnMain: number) {
    super('plafond_hors_ligne');
    this.name = 'CashCapError';
    this.plafond = plafond;
    this.dejaEnMain = dejaEnMain;
  }
}

/** An export file this device cannot have made. */
export class ExportUnreadableError extends Error {
  constructor() {
    super('export_illisible');
    this.name = 'ExportUnreadableError';
  }
}

const isFull = (cause: unknown): boolean =>
  cause instanceof DOMException && cause.name === 'QuotaExceededError';

/** The estimate lies: the browser's own refusal is the only sure sign of a full device. */
export function isQuotaError(cause: unknown): boolean {
  return isFull(cause) || (cause instanceof Error && isFull(cause.cause));
}
