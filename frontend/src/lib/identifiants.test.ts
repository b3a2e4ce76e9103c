import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { identifiants } from '../../tests/vecteurs';
import { formatCodeSuivi, newCodeSuivi, parseCodeSuivi } from './code-suivi';
import { courierOf, formatAwb, parseAwb, parseS10 } from './references';
import { formatTelephone, parseTelephone } from './telephone';
import { uuid7 } from './uuid7';

describe('code de suivi', () => {
  test.each(identifiants.code_suivi.valid)('%s is a code', (code) => {
    expect(parseCodeSuivi(code)).toBe(code);
  });

  test.each(identifiants.code_suivi.one_symbol_wrong)('%s is caught by its check', (code) => {
    expect(parseCodeSuivi(code)).toBeNull();
  });

  test.each(identifiants.code_suivi.reads_as)('%s reads as %s', (saisie, code) => {
    expect(parseCodeSuivi(saisie)).toBe(code);
  });

  test('a new code always passes its own check and survives being shown', () => {
    for (let i = 0; i < 500; i += 1) {
      const code = newCodeSuivi();
      expect(parseCodeSuivi(formatCodeSuivi(code))).toBe(code);
    }
  });

  test('any single changed symbol is caught', () => {
    const symboles = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    fc.assert(
      fc.property(fc.nat(12), fc.nat(31), (rang, autre) => {
        const code = newCodeSuivi();
        const symbole = symboles[autre] ?? '0';
        fc.pre(code[rang] !== symbole);
        expect(parseCodeSuivi(code.slice(0, rang) + symbole + code.slice(rang + 1))).toBeNull();
      }),
    );
  });
});

describe('other numbers', () => {
  test.each(identifiants.awb.valid)('%s is an air waybill', (lta) => {
    expect(parseAwb(lta)).toBe(lta.replace('-', ''));
  });

  test.each(identifiants.awb.invalid)('%s is not an air waybill', (lta) => {
    expect(parseAwb(lta)).toBeNull();
  });

  test('an air waybill is shown with its dash', () => {
    expect(formatAwb('12312345675')).toBe('123-12345675');
  });

  test.each(identifiants.s10.valid)('%s is an S10', (code) => {
    expect(parseS10(code)).toBe(code);
  });

  test.each(identifiants.s10.invalid)('%s is not an S10', (code) => {
    expect(parseS10(code)).toBeNull();
  });

  test('the couriers of the Chinese suppliers are recognised', () => {
    expect(courierOf('SF1234567890123')).toBe('sf');
    expect(courierOf('YT1234567890123')).toBe('yto');
    expect(courierOf('JT1234567890123')).toBe('jt');
    expect(courierOf('hello')).toBeNull();
  });
});

describe('telephone', () => {
  test.each(identifiants.telephone.valid)('%s is valid', (numero, pays) => {
    expect(parseTelephone(numero, pays)).toBe(numero);
  });

  test.each(identifiants.telephone.invalid)('%s is refused', (numero) => {
    expect(parseTelephone(numero, 'ML')).toBeNull();
  });

  test.each(identifiants.telephone.normalise)('%s typed in %s is %s', (saisie, pays, e164) => {
    expect(parseTelephone(saisie, pays)).toBe(e164);
  });

  test('a number is shown in its country’s groups', () => {
    expect(formatTelephone('+22376123456')).toBe('+223 76 12 34 56');
    expect(formatTelephone('+8613123456789')).toBe('+86 131 2345 6789');
  });
});

describe('uuid7', () => {
  test('ids made one after the other sort in that order, even within a millisecond', () => {
    const ids = Array.from({ length: 5_000 }, () => uuid7(1_700_000_000_000));
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('an id carries version 7 and the RFC 9562 variant', () => {
    expect(uuid7()).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });
});
