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
