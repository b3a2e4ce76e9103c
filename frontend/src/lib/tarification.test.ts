import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { taxation } from '../../tests/vecteurs';
import { chargeableG, estimatePrice, priceByBreaks, volumetricG } from './tarification';

describe('the estimated price says what the server will say', () => {
  test.each(taxation.taxable)('$poids_g g in $dimensions_mm', (cas) => {
    const volumetrique = volumetricG(cas.dimensions_mm, cas.diviseur);
    expect(volumetrique).toBe(cas.volumetrique_g);
    expect(chargeableG(cas.poids_g, volumetrique, cas.pas_g)).toBe(cas.taxable_g);
    const tarif = { unite: 'kg', prix: 1, diviseur: cas.diviseur, pas_g: cas.pas_g } as const;
    expect(estimatePrice(tarif, cas)).toMatchObject({
      poids_volumetrique_g: cas.volumetrique_g,
      poids_taxable_g: cas.taxable_g,
    });
  });

  test.each(taxation.paliers)('$poids_taxable_g g by breaks is $du', (cas) => {
    const paliers = cas.paliers.map(([seuil, prix]) => ({ seuil, prix }));
    const tarif = { unite: 'kg', prix: 0, minimum: cas.minimum, pas_g: 10, paliers } as const;
    expect(estimatePrice(tarif, { poids_g: cas.poids_taxable_g }).prix).toBe(cas.du);
  });

  test('telephones are priced by the piece, and have no price until they are counted', () => {
    const tarif = { unite: 'piece', prix: 5_000, pas_g: 10 } as const;
    expect(estimatePrice(tarif, { poids_g: 900, nombre_pieces: 7 }).prix).toBe(35_000);
    expect(estimatePrice(tarif, { poids_g: 900 }).prix).toBeNull();
  });

  test('a typed volume and measured edges: the larger one counts', () => {
    const tarif = { unite: 'kg', prix: 1_000, diviseur: 6_000, pas_g: 10 } as const;
    const edges = [300, 200, 100] as const;
    expect(
      estimatePrice(tarif, { poids_g: 100, dimensions_mm: edges, volume_cm3: 12_000 }),
    ).toMatchObject({ poids_volumetrique_g: 2_000, prix: 2_000 });
    expect(
      estimatePrice(tarif, { poids_g: 100, dimensions_mm: edges, volume_cm3: 600 }),
    ).toMatchObject({ poids_volumetrique_g: 1_000 });
  });

  test('without a divisor the volume weighs nothing', () => {
    const tarif = { unite: 'kg', prix: 10_000, minimum: 1_000, pas_g: 10 } as const;
    const estime = estimatePrice(tarif, { poids_g: 3_456, dimensions_mm: [900, 900, 900] });
    expect(estime).toEqual({ poids_volumetrique_g: null, poids_taxable_g: 3_460, prix: 34_600 });
  });

  test('below the first break the tariff’s own price holds', () => {
    const tarif = {
      unite: 'kg',
      prix: 10_000,
      pas_g: 10,
      paliers: [{ seuil: 45_000, prix: 9_000 }],
    } as const;
    expect(estimatePrice(tarif, { poids_g: 10_000 }).prix).toBe(100_000);
    expect(estimatePrice(tarif, { poids_g: 44_000 }).prix).toBe(405_000);
  });

  test('a heavier carton never costs less', () => {
    const paliers = [
      { seuil: 0, prix: 500 },
      { seuil: 45_000, prix: 450 },
      { seuil: 100_000, prix: 400 },
    ];
    fc.assert(
      fc.property(fc.nat(200_000), fc.nat(5_000), (poids, plus) => {
        expect(priceByBreaks(poids + plus, paliers)).toBeGreaterThanOrEqual(
          priceByBreaks(poids, paliers),
        );
      }),
    );
  });
});
