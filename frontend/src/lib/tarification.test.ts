import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { taxation } from '../../tests/vecteurs';
import { chargeableG, estimatePrice, priceByBreaks, volumetricG } from './tarification';

describe('the estimated price says what the server will say', () => {
  test.each(taxation.taxable)('$poids_g g in $dimensions_mm', (cas) => {
    const volumetrique = volumetricG(cas.dimensions_mm, cas.diviseur);
    expect(volumetrique).toBe(cas.volumetrique_g);
    expect(chargeableG(cas.poids_g, volumetrique, cas.pas_g)).toBe(cas.taxable_g);
  });

  test.each(taxation.paliers)('$poids_taxable_g g by breaks is $du', (cas) => {
    expect(priceByBreaks(cas.poids_taxable_g, cas.paliers, cas.minimum ?? null)).toBe(cas.du);
  });

  test('telephones are priced by the piece', () => {
    const tarif = { unite: 'piece', prix: 5_000, pas_g: 10 } as const;
    expect(estimatePrice(tarif, { poids_g: 900, nombre_pieces: 7 }).prix).toBe(35_000);
  });

  test('without a divisor the volume weighs nothing', () => {
    const tarif = { unite: 'kg', prix: 10_000, minimum: 1_000, pas_g: 10 } as const;
    const estime = estimatePrice(tarif, { poids_g: 3_456, dimensions_mm: [900, 900, 900] });
    expect(estime).toEqual({ poids_volumetrique_g: null, poids_taxable_g: 3_460, prix: 34_600 });
  });

  test('a heavier carton never costs less', () => {
    const paliers = [
      [0, 500],
      [45_000, 450],
      [100_000, 400],
    ] as const;
    fc.assert(
      fc.property(fc.nat(200_000), fc.nat(5_000), (poids, plus) => {
        expect(priceByBreaks(poids + plus, paliers)).toBeGreaterThanOrEqual(
          priceByBreaks(poids, paliers),
        );
      }),
    );
  });
});
