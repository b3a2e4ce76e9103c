import { http } from '@/lib/http';
import { uuid7 } from '@/lib/uuid7';
import { capture, type Saisie } from '@/offline/outbox';
import { photosOf } from '@/offline/prises';
import { toastError } from '@/ui/toast';

/**
 * The photos of an act the server has just made: written down on the device first, like any other,
 * so that a line that drops loses no evidence. Sent at once only when the device cannot keep them.
 */
export async function keepPhotos(saisie: Saisie): Promise<void> {
  if (!saisie.photos?.length) return;
  const seules = photosOf(saisie, new Date());
  try {
    await capture(seules);
  } catch {
    await uploadPhotos(seules).catch(toastError);
  }
}

async function uploadPhotos({ entity_id, payload, photos }: Saisie): Promise<void> {
  for (const photo of photos ?? []) {
    const corps = new FormData();
    corps.append('fichier', photo, 'remise.jpg');
    corps.append('id', uuid7());
    corps.append('contexte', String(payload.contexte));
    await http.post(`/colis/${entity_id}/photos`, corps);
  }
}
