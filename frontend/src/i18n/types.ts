/** The same keys as the French original, each a text: a missing or extra one fails the build. */
export type Traduction<T> = { [K in keyof T]: T[K] extends string ? string : Traduction<T[K]> };
