const addressOf = (demande: string | { url: string }): string =>
  typeof demande === 'string' ? demande : new URL(demande.url).pathname;

/** The browser's Cache storage, as far as the second copies use it; it outlives the database. */
class FauxCache {
  readonly garde = new Map<string, Response>();
  restants = Number.POSITIVE_INFINITY;

  private touch(): void {
    if (this.restants <= 0) throw new Error('interrompu');
    this.restants -= 1;
  }

  async put(adresse: string, reponse: Response): Promise<void> {
    this.garde.set(adresse, reponse);
  }

  async match(demande: string | { url: string }): Promise<Response | undefined> {
    this.touch();
    return this.garde.get(addressOf(demande))?.clone();
  }

  async keys(): Promise<{ url: string }[]> {
    this.touch();
    return [...this.garde.keys()].map((adresse) => ({ url: `https://ts.test${adresse}` }));
  }

  async delete(demande: string | { url: string }): Promise<boolean> {
    return this.garde.delete(typeof demande === 'string' ? demande : new URL(demande.url).pathname);
  }
}

export class FauxCaches {
  private readonly seul = new FauxCache();

  async open(_nom: string): Promise<FauxCache> {
    return this.seul;
  }

  addresses(): string[] {
    return [...this.seul.garde.keys()];
  }

  /** The reader is cut off after so many readings. */
  breakAfter(nombre: number): void {
    this.seul.restants = nombre;
  }
}
