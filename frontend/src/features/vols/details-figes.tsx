import { useTranslation } from 'react-i18next';
import { Fiche, Moment } from '@/ui/format';
import { Carte } from '@/ui/page';
import type { Vol } from './queries';

/** A flight nobody here may change any more: its particulars, to read. */
export function DetailsFiges({ vol }: { vol: Vol }) {
  const { t } = useTranslation('vols');
  const chiffres = (valeur: string | number | null, unite = '') => (
    <span className="chiffres">{valeur ? `${valeur}${unite}` : '—'}</span>
  );
  return (
    <Carte titre={t('details.titre')}>
      <Fiche
        lignes={[
          [t('numero'), chiffres(vol.numero)],
          [t('lta'), chiffres(vol.lta)],
          [t('details.compagnie'), chiffres(vol.compagnie)],
          [t('details.aeroportDepart'), chiffres(vol.aeroport_depart)],
          [t('details.aeroportArrivee'), chiffres(vol.aeroport_arrivee)],
          [
            t('details.departPrevu'),
            <Moment key="d" le={vol.depart_prevu} fuseau={vol.fuseau_depart} />,
          ],
          [
            t('details.arriveePrevue'),
            <Moment key="a" le={vol.arrivee_prevue} fuseau={vol.fuseau_arrivee} />,
          ],
          [t('details.capaciteKg'), chiffres(vol.capacite_kg, '\u00a0kg')],
          [t('details.capaciteM3'), chiffres(vol.capacite_m3, '\u00a0m³')],
        ]}
      />
      {vol.outrepasse ? (
        <p className="mt-3 border-t pt-3 text-xs text-alerte">
          {t('cloture.motifDepassement')} : {vol.outrepasse}
        </p>
      ) : null}
    </Carte>
  );
}
