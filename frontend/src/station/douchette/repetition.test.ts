import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Lu } from './decode';
import { deliver, hearCommandsAgain, listen } from './ecoute';

const CODE = 'YAKMVS9EDD1R3';
let lus: Lu[];
let fin: () => void;

beforeEach(() => {
  lus = [];
  fin = listen((lu) => lus.push(lu), false);
});
afterEach(() => fin());

describe('the same code again', () => {
  test('a code read every two seconds counts once in three, and each time left out is said', () => {
    const repetes: string[] = [];
    const fini = listen(
      (lu) => lus.push(lu),
      false,
      ({ code }) => repetes.push(code),
    );
    for (const ms of [0, 2_000, 4_000, 6_000, 8_000]) deliver('TS-CMD-CONFIRMER', 50_000 + ms);
    expect(lus).toHaveLength(3);
    expect(repetes).toEqual(['CONFIRMER', 'CONFIRMER']);
    fini();
  });

  test('a command is a new order once what it acts upon has changed, a bounce never is', () => {
    deliver('TS-CMD-CONFIRMER', 50_000);
    deliver(CODE, 50_000);
    hearCommandsAgain();
    for (const ms of [200, 500]) deliver('TS-CMD-CONFIRMER', 50_000 + ms);
    deliver(CODE, 50_500);
    expect(lus.map(({ code }) => code)).toEqual(['CONFIRMER', CODE, 'CONFIRMER']);
  });
});
