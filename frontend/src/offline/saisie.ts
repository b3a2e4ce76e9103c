import type { TypeOperation } from './types';

/** One act to write down. `entity_id` is the carton, flight or session it is about. */
export interface Saisie {
  type: TypeOperation;
  entity_id: string;
  payload: Record<string, unknown>;
  /** Acts captured before, on this device, that must be applied first. */
  depends_on?: readonly string[];
  /** Codes of the cartons it speaks of, where the payload holds their ids only. */
  codes?: readonly string[];
  /** JPEGs taken with the act; each becomes its own photo.attach operation (see prises.ts). */
  photos?: readonly Blob[];
  /** The carton the photos show, when `entity_id` is not the carton itself. */
  photos_colis_id?: string;
  /** The words by which a person recognises it in the outbox. */
  resume: string;
  /** The refused act this one corrects. */
  remplace?: string;
  /** Photos already kept on the device, by hash: a photo.attach sent again. */
  photos_gardees?: readonly string[];
  /** The version of the object the person was looking at. */
  base_version?: number;
}

export interface Capture {
  op_id: string;
  photos: { id: string; sha256: string; op_id: string }[];
  /** The number of the provisional receipt, for a payment. */
  recu_provisoire: string | null;
}
