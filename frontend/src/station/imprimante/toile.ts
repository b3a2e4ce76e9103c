import { fitText, type Place } from './texte';

const POLICE = '"Inter Variable", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif';
const SEUIL = 140;
const NOIR = '#000000';
const BLANC = '#ffffff';

interface Ecriture extends Place {
  gras?: boolean;
  ancre?: 'gauche' | 'centre';
  encre?: string;
}

/** A sheet of printer dots with the few strokes a label needs; the server's Toile, on a canvas. */
export class Toile {
  readonly #toile: HTMLCanvasElement;
  readonly #trait: CanvasRenderingContext2D;

  constructor(
    readonly largeur: number,
    readonly hauteur: number,
  ) {
    this.#toile = document.createElement('canvas');
    this.#toile.width = largeur;
    this.#toile.height = hauteur;
    const trait = this.#toile.getContext('2d', { willReadFrequently: true });
    if (!trait) throw new Error('canvas without a 2d context');
    this.#trait = trait;
    this.block(0, 0, largeur, hauteur, BLANC);
  }

  measure(texte: string, taille: number, gras = true): number {
    this.#trait.font = `${gras ? 700 : 500} ${taille}px ${POLICE}`;
    return this.#trait.measureText(texte).width;
  }

  /** Writes within `largeur`: wrapped, shrunk, then cut. `y` is the top of the capitals. */
  text(x: number, y: number, texte: string, ecriture: Ecriture): void {
    const { gras = true, ancre = 'gauche', encre = NOIR, largeur } = ecriture;
    const { taille, rangs } = fitText(texte, ecriture, (bout, px) => this.measure(bout, px, gras));
    this.measure('', taille, gras);
    this.#trait.fillStyle = encre;
    this.#trait.textBaseline = 'alphabetic';
    this.#trait.textAlign = ancre === 'centre' ? 'center' : 'left';
    const depart = ancre === 'centre' ? x + largeur / 2 : x;
    for (const [rang, ligne] of rangs.entries()) {
      this.#trait.fillText(ligne, depart, y + taille * 0.74 + rang * Math.round(taille * 1.16));
    }
  }

  block(x: number, y: number, largeur: number, hauteur: number, encre = NOIR): void {
    this.#trait.fillStyle = encre;
    this.#trait.fillRect(x, y, largeur, hauteur);
  }

  frame(x: number, y: number, largeur: number, hauteur: number, trait: number): void {
    this.block(x, y, largeur, hauteur);
    this.block(x + trait, y + trait, largeur - 2 * trait, hauteur - 2 * trait, BLANC);
  }

  /** White on black; answers its width. */
  badge(x: number, y: number, texte: string, taille: number, marge: number): number {
    const largeur = Math.round(this.measure(texte, taille)) + 2 * marge;
    this.block(x, y, largeur, Math.round(taille * 1.25));
    this.text(x + marge, y + Math.round(taille * 0.26), texte, { taille, largeur, encre: BLANC });
    return largeur;
  }

  /** The dangerous goods mark: a diamond standing on its point. */
  diamond(x: number, y: number, cote: number, texte: string): void {
    const moitie = cote / 2;
    const pointe = (retrait: number): void => {
      this.#trait.beginPath();
      this.#trait.moveTo(x + moitie, y + retrait);
      this.#trait.lineTo(x + cote - retrait, y + moitie);
      this.#trait.lineTo(x + moitie, y + cote - retrait);
      this.#trait.lineTo(x + retrait, y + moitie);
      this.#trait.closePath();
    };
    this.#trait.fillStyle = NOIR;
    pointe(0);
    this.#trait.fill();
    this.#trait.strokeStyle = BLANC;
    this.#trait.lineWidth = 3;
    pointe(10);
    this.#trait.stroke();
    const taille = Math.round(cote * 0.2);
    this.text(x + cote / 6, y + moitie - taille * 0.4, texte, {
      taille,
      taille_min: 10,
      largeur: (cote * 2) / 3,
      ancre: 'centre',
      encre: BLANC,
    });
  }

  /** A ready-made code, dot for dot. */
  stamp(code: HTMLCanvasElement, x: number, y: number): void {
    this.#trait.imageSmoothingEnabled = false;
    this.#trait.drawImage(code, x, y);
  }

  /** Black or white, nothing between, as the print head wants it. */
  async finish(): Promise<Blob> {
    const image = this.#trait.getImageData(0, 0, this.largeur, this.hauteur);
    const points = image.data;
    for (let i = 0; i < points.length; i += 4) {
      const gris = ((points[i] ?? 0) + (points[i + 1] ?? 0) + (points[i + 2] ?? 0)) / 3;
      points.fill(gris >= SEUIL ? 255 : 0, i, i + 3);
    }
    this.#trait.putImageData(image, 0, 0);
    return new Promise((resolve, reject) => {
      this.#toile.toBlob(
        (blob) => (blob ? resolve(blob) : reject(new Error('label not encoded'))),
        'image/png',
      );
    });
  }
}
