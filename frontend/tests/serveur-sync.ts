import type { Enveloppe, ResultatServeur } from '@/offline/types';

/** What the wire does to one request. */
export type Panne =
  | 'rien'
  | 'coupe_avant'
  | 'coupe_apres'
  | 'erreur_500_avant'
  | 'erreur_500_apres'
  | 'portail'
  | 'portail_json'
  | 'trop_gros'
  | 'occupe'
  | 'revoque'
  | 'trop_vieux'
  | 'interdit_html'
  | 'illisible'
  | 'partiel';

const json = (corps: unknown, status = 200, entetes: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(corps), {
    status,
    headers: { 'Content-Type': 'application/json', ...entetes },
  });

const probleme = (status: number, code: string, delai?: string): Response =>
  json(
    { title: code, status, detail: code, code },
    status,
    delai === undefined ? {} : { 'Retry-After': delai },
  );

/** A server that keeps what it was given under unique ids, behind a wire that fails on command. */
export class ServeurSync {
  /** op_id → how many times it had an effect. */
  readonly effets = new Map<string, number>();
  readonly recus: Enveloppe[][] = [];
  readonly televerses = new Set<string>();
  pannes: Panne[] = [];
  /** Status to answer for an operation, by op type. */
  verdicts: Record<string, ResultatServeur['status']> = {};
  /** What the service behind a type answers, said again with each replay. */
  reponses: Record<string, object> = {};
  refuse401 = false;
  retryAfter: string | undefined;
  /** Grows when the server came back from a backup. */
  epoque: number | undefined;
  /** Operations the server holds for an admin. */
  readonly retenues = new Set<string>();
  /** Devices whose whole batches are turned away. */
  readonly revoques = new Set<string>();
  /** Operations the server fails on, with the whole batch they are in. */
  readonly fatales = new Set<string>();
  readonly corps: Record<string, unknown>[] = [];
  readonly entetes: Headers[] = [];
  /** What POST /appareils answers; refused as unknown when absent. */
  appareils: ((corps: Record<string, unknown>) => Response) | null = null;
  readonly enrolements: Record<string, unknown>[] = [];
  /** As the real one: a photo.attach whose bytes never came waits for them. */
  exigePhotos = false;
  /** Photos this store fails on. */
  readonly photosEnPanne = new Set<string>();

  readonly fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const requete = new Request(input, init);
    const panne = this.pannes.shift() ?? 'rien';
    if (panne === 'coupe_avant') throw new TypeError('Failed to fetch');
    const avant = this.#refusal(panne);
    if (avant) return avant;
    const reponse = await this.#answer(requete, panne);
    if (panne === 'coupe_apres') throw new TypeError('Failed to fetch');
    return panne === 'erreur_500_apres' ? probleme(500, 'erreur_interne') : reponse;
  };

  #refusal(panne: Panne): Response | null {
    if (panne === 'erreur_500_avant') return probleme(500, 'erreur_interne');
    if (panne === 'trop_gros') return probleme(413, 'trop_volumineux');
    if (panne === 'occupe') return probleme(503, 'occupe', this.retryAfter);
    if (panne === 'revoque') return probleme(403, 'appareil_revoque');
    if (panne === 'trop_vieux') return probleme(426, 'version_perimee');
    if (panne === 'illisible') return probleme(400, 'requete_illisible');
    if (panne === 'interdit_html') {
      return new Response('<html>Accès interdit</html>', {
        status: 403,
        headers: { 'Content-Type': 'text/html' },
      });
    }
    if (panne === 'portail') {
      return new Response('<html>Wi-Fi</html>', { headers: { 'Content-Type': 'text/html' } });
    }
    if (panne === 'portail_json') return json({ server_now: '', results: [] });
    return null;
  }

  async #answer(requete: Request, panne: Panne): Promise<Response> {
    const { pathname } = new URL(requete.url);
    if (pathname.endsWith('/auth/rafraichissement')) return probleme(401, 'jeton_refuse');
    if (this.refuse401) return probleme(401, 'non_authentifie');
    if (pathname.endsWith('/appareils')) return this.#enrol(requete);
    if (pathname.includes('/televersements/')) return this.#store(pathname.split('/').at(-1) ?? '');
    const corps = (await requete.json()) as { operations: Enveloppe[] };
    const { operations } = corps;
    this.corps.push(corps);
    if (this.revoques.has(operations[0]?.device_id ?? '')) return probleme(403, 'appareil_revoque');
    if (operations.some(({ op_id }) => this.fatales.has(op_id))) {
      return probleme(500, 'erreur_interne');
    }
    this.entetes.push(requete.headers);
    this.recus.push(operations);
    const traitees = panne === 'partiel' ? operations.slice(0, 1) : operations;
    const results = traitees.map((op) => this.#apply(op));
    return json(
      {
        server_now: new Date().toISOString(),
        contiguous_upto: 0,
        gaps: [],
        results,
        epoque: this.epoque,
      },
      200,
      { 'X-TS-Sync': '1' },
    );
  }

  #store(sha256: string): Response {
    if (this.photosEnPanne.has(sha256)) return probleme(500, 'depot_en_panne');
    this.televerses.add(sha256);
    return json({ statut: 'recu' });
  }

  async #enrol(requete: Request): Promise<Response> {
    const corps = (await requete.json()) as Record<string, unknown>;
    this.enrolements.push(corps);
    return this.appareils?.(corps) ?? probleme(404, 'introuvable');
  }

  #lacksPhoto({ type, payload }: Enveloppe): boolean {
    return type === 'photo.attach' && !this.televerses.has(String(payload.sha256));
  }

  #apply(op: Enveloppe): ResultatServeur {
    const connu = this.effets.has(op.op_id);
    if (this.retenues.has(op.op_id)) {
      const problem = { title: 'Retenu', status: 409, detail: 'Attend.', code: 'en_quarantaine' };
      return { op_id: op.op_id, status: 'deferred', problem };
    }
    if (this.exigePhotos && !connu && this.#lacksPhoto(op)) {
      const problem = {
        title: 'x',
        status: 409,
        detail: 'Pas reçu.',
        code: 'televersement_absent',
      };
      return { op_id: op.op_id, status: 'deferred', problem };
    }
    const status = connu ? 'duplicate' : (this.verdicts[op.type] ?? 'applied');
    const problem = { title: 'Refus', status: 409, detail: 'Déjà chargé.', code: 'refus' };
    if (status === 'rejected') return { op_id: op.op_id, status, problem };
    if (status !== 'duplicate' && status !== 'deferred') this.effets.set(op.op_id, 1);
    return { op_id: op.op_id, status, version: 1, resultat: this.reponses[op.type] ?? null };
  }
}
