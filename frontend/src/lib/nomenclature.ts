/** How a carton travels, and what it is priced as: the server's own words (domaine.md). */
export const MODES = ['cargo', 'express'] as const;
export const CATEGORIES = [
  'standard',
  'telephone',
  'electronique',
  'batterie',
  'cosmetique',
  'document',
  'alimentaire',
  'liquide',
] as const;

export type Mode = (typeof MODES)[number];
export type Categorie = (typeof CATEGORIES)[number];
