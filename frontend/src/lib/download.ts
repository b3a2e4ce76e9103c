import { http, type Params } from './http';

function nameOf(chemin: string): string {
  return chemin.split('/').at(-1) ?? 'fichier';
}

export function saveBlob(blob: Blob, nom: string): void {
  const url = URL.createObjectURL(blob);
  const lien = document.createElement('a');
  lien.href = url;
  lien.download = nom;
  lien.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Fetches a file with the bearer and hands it to the browser's downloads. */
export async function download(chemin: string, params?: Params, nom?: string): Promise<void> {
  saveBlob(await http.blob(chemin, params), nom ?? nameOf(chemin));
}

/** Opens a PDF in a new tab; the bearer stays out of the address. */
export async function openFile(chemin: string, params?: Params): Promise<void> {
  const onglet = window.open('', '_blank');
  const url = URL.createObjectURL(await http.blob(chemin, params));
  if (onglet) onglet.location.href = url;
  else window.location.assign(url);
  setTimeout(() => URL.revokeObjectURL(url), 300_000);
}
