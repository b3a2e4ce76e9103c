import { type Bitmap, packBits } from './bitmap';
import { type Surface, strokesOf, surfaceOf, type Trait } from './surface';
import { fitText, type Place } from './texte';

const POLICE = '"Inter Variable", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif';
/** Size at which texts are measured. */
const REFERENCE = 100;
const NOIR = '#000000';
const BLANC = '#ffffff';

interface Ecriture extends Place {
  gras?: boolean;
  ancre?: 'gauche' | 'centre';
  encre?: string;
}

/** A sheet of printer dots with the few strokes a label needs; the server's Toile, on a canvas. */
export class Toile {
  readonly #trait: Trait;
  readonly #largeurs = new Map<string, number>();
  #police = '';

  constructor(
    readonly largeur: number,
    readonly hauteur: number,
  ) {
    this.#trait = strokesOf(surfaceOf(largeur, hauteur));
    this.block(0, 0, largeur, hauteur, BLANC);
  }

  /** Widths grow with the size: one measure of a text serves every size it is tried at. */
  measure(texte: string, taille: number, gras = true): number {
    const cle = `${gras ? 'g' : 'n'}${texte}`;
    let largeur = this.#largeurs.get(cle);
    if (largeur === undefined) {
      this.#write(REFERENCE, gras);
      largeur = this.#trait.measureText(texte).width;
      this.#largeurs.set(cle, largeur);
    }
    return (largeur * taille) / REFERENCE;
  }

  /** Writes within `largeur`: wrapped, shrunk, then cut. `y` is the top of the capitals. */
  text(x: number, y: number, texte: string, ecriture: Ecriture): void {
    const { gras = true, ancre = 'gauche', encre = NOIR, largeur } = ecriture;
    const { taille, rangs } = fitText(texte, ecriture, (bout, px) => this.measure(bout, px, gras));
    this.#write(taille, gras);
    this.#trait.fillStyle = encre;
    this.#trait.textBaseline = 'alphabetic';
    this.#trait.textAlign = ancre === 'centre' ? 'center' : 'left';
    const depart = ancre === 'centre' ? x + largeur / 2 : x;
    for (const [rang, ligne] of rangs.entries()) {
      this.#trait.fillText(ligne, depart, y + taille * 0.74 + rang * Math.round(taille * 1.16));
    }
  }

  /** Setting a font costs more than writing with it. */
  #write(taille: number, gras: boolean): void {
    const police = `${gras ? 700 : 500} ${taille}px ${POLICE}`;
    if (police !== this.#police) this.#trait.font = police;
    this.#police = police;
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
  stamp(code: Surface, x: number, y: number): void {
    this.#trait.imageSmoothingEnabled = false;
    this.#trait.drawImage(code, x, y);
  }

  /** Black or white, nothing between, as the print head wants it. */
  finish(): Bitmap {
    const { data } = this.#trait.getImageData(0, 0, this.largeur, this.hauteur);
    return packBits(data, this.largeur, this.hauteur);
  }
}
