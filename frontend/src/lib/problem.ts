/** An RFC 9457 document as every endpoint of the API answers it. */
export interface Problem {
  type?: string;
  title: string;
  status: number;
  detail: string;
  instance?: string;
  /** Stable snake_case word, what code may test. */
  code: string;
  errors?: Record<string, string[]>;
  [autre: string]: unknown;
}

/** The API answered and refused. `message` is already in the reader's language. */
export class ApiError extends Error {
  readonly problem: Problem;
  readonly requestId: string | null;
  readonly retryAfterS: number | null;

  constructor(problem: Problem, requestId: string | null, retryAfterS: number | null = null) {
    super(problem.detail || problem.title);
    this.name = 'ApiError';
    this.problem = problem;
    this.requestId = requestId;
    this.retryAfterS = retryAfterS;
  }

  get status(): number {
    return this.problem.status;
  }

  get code(): string {
    return this.problem.code;
  }
}

/** No answer of ours came back: cable, server or a captive portal in between. */
export class NetworkError extends Error {
  constructor(cause?: unknown) {
    super('reseau_injoignable', { cause });
    this.name = 'NetworkError';
  }
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'status' in value && 'title' in value;
}

/** Reads a refusal; a body that is not ours (proxy page) becomes `reponse_illisible`. */
export async function readProblem(response: Response): Promise<Problem> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  if (isProblem(body)) return { ...body, code: body.code ?? `http_${response.status}` };
  return {
    title: response.statusText || `HTTP ${response.status}`,
    status: response.status,
    detail: '',
    code: 'reponse_illisible',
  };
}

export async function errorOf(response: Response): Promise<ApiError> {
  const delai = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
  return new ApiError(
    await readProblem(response),
    response.headers.get('X-Request-ID'),
    Number.isNaN(delai) ? null : delai,
  );
}

export function hasCode(error: unknown, code: string): error is ApiError {
  return error instanceof ApiError && error.code === code;
}
