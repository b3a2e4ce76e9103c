import { useTranslation } from 'react-i18next';
import { formatDimensions, formatPoids } from '@/lib/format';
import { useLangue } from '@/lib/langue';
import { Fiche, Poids } from '@/ui/format';
import { Carte } from '@/ui/page';
import type { ColisDetail } from './queries';

/** What it weighs, and what it is billed for. */
export function FicheMesures({ colis }: { colis: ColisDetail }) {
  const { t } = useTranslation('colis');
  const langue = useLangue((etat) => etat.langue);
  const volumetrique = colis.poids_volumetrique_g;
  const parVolume = volumetrique !== null && volumetrique > colis.poids_g;
  return (
    <Carte titre={t('fiche.mesures')}>
      <Fiche
        lignes={[
          [
            t('fiche.poidsReel'),
            <span key="p">
              <Poids g={colis.poids_g} />{' '}
              <span className="text-xs font-normal text-discret">
                ({t(`fiche.source.${colis.source_poids as 'manuel'}`)})
              </span>
            </span>,
          ],
          [
            t('fiche.dimensions'),
            colis.dimensions_mm ? (
              <span key="d" className="chiffres">
                {formatDimensions(colis.dimensions_mm, langue)}
              </span>
            ) : (
              <span key="d" className="text-alerte">
                {t('fiche.sansDimensions')}
              </span>
            ),
          ],
          volumetrique === null
            ? null
            : [
                t('fiche.volumetrique'),
                <Poids
                  key="v"
                  g={volumetrique}
                  className={parVolume ? 'text-alerte' : undefined}
                />,
              ],
          [
            t('fiche.taxable'),
            <span key="t">
              <Poids g={colis.poids_taxable_g} className="font-semibold" />{' '}
              <span className="text-xs font-normal text-discret">
                ({t('fiche.pas', { pas: formatPoids(colis.tarif.pas_g, langue) })})
              </span>
            </span>,
          ],
        ]}
      />
    </Carte>
  );
}
