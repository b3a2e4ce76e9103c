import type { camera as fr } from '../fr/camera';
import type { Traduction } from '../types';

export const camera: Traduction<typeof fr> = {
  viseur: 'Camera picture',
  lampe: 'Torch',
  prendre: 'Take the photo',
  fichier: 'Choose a file',
  refus: {
    absente: 'There is no camera on this device.',
    refusee: 'The camera is not allowed for this site.',
    occupee: 'Another application is using the camera.',
  },
  autrement: 'Use the scanner, type the code, or allow the camera in the browser.',
};
