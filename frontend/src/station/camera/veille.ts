/** Says once when the camera is unplugged or taken away. Returns the end of the watch. */
export function watchCamera(flux: MediaStream, onPerdue: () => void): () => void {
  const pistes = flux.getVideoTracks();
  const dire = (): void => {
    arreter();
    onPerdue();
  };
  const arreter = (): void => {
    for (const piste of pistes) piste.removeEventListener('ended', dire);
  };
  for (const piste of pistes) piste.addEventListener('ended', dire);
  return arreter;
}
