import { useQuery } from '@tanstack/react-query';
import { Download, ShieldCheck, Upload } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatNombre, formatRelatif } from '@/lib/format';
import { useNow } from '@/lib/now';
import { useCan, useUtilisateur } from '@/lib/session';
import {
  type Appareil,
  askPersistence,
  isNearlyFull,
  isUninstalledIos,
  readDevice,
} from '@/offline/appareil';
import { useSync } from '@/offline/sync';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Fiche } from '@/ui/format';
import { Carte } from '@/ui/page';
import { toast, toastError } from '@/ui/toast';
import { saveQueue } from './exporter-file';

const DERIVE_MS = 5 * 60_000;
const enMega = (octets: number): string => formatNombre(Math.round(octets / 1_000_000));

function usePlace(data: Appareil | undefined): string {
  const { t } = useTranslation('horsLigne');
  if (!data) return '—';
  if (data.quota === 0) return `${enMega(data.octets)} MB`;
  return t('stockage.place', { utilise: enMega(data.octets), quota: enMega(data.quota) });
}

function Remarques({ data }: { data: Appareil | undefined }) {
  const { t } = useTranslation('horsLigne');
  const { dernierContact, decalageMs } = useSync();
  const now = useNow();
  const lignes: [string, ReactNode][] = [];
  if (data && isNearlyFull(data)) lignes.push(['plein', t('stockage.presquePlein')]);
  if (Math.abs(decalageMs) > DERIVE_MS) {
    lignes.push(['horloge', t('horloge', { min: Math.round(Math.abs(decalageMs) / 60_000) })]);
  }
  if (isUninstalledIos()) lignes.push(['ios', t('ios')]);
  return (
    <>
      {dernierContact === null ? null : (
        <p className="mt-2 text-sm text-discret">
          {t('dernierEnvoi', { age: formatRelatif(dernierContact, now) })}
        </p>
      )}
      {lignes.map(([cle, mots]) => (
        <p key={cle} className="mt-2 text-sm text-alerte">
          {mots}
        </p>
      ))}
    </>
  );
}

/** Asked by the person, answered by the browser, and said as it answered. */
function Proteger({ onFait }: { onFait: () => void }) {
  const { t } = useTranslation('horsLigne');
  async function ask(): Promise<void> {
    const garde = await askPersistence();
    toast(garde ? 'succes' : 'alerte', t(garde ? 'stockage.protegeOui' : 'stockage.protegeNon'));
    onFait();
  }
  return (
    <Button taille="s" onClick={() => void ask().catch(toastError)}>
      <ShieldCheck aria-hidden />
      {t('proteger')}
    </Button>
  );
}

/** The device's identity, room and clock, and the way out for what it holds. */
export function CarteAppareil() {
  const { t } = useTranslation('horsLigne');
  const { id, nom } = useUtilisateur();
  const importer = useCan('sync.importer');
  const { data, refetch } = useQuery({ queryKey: ['appareil'], queryFn: readDevice });
  const place = usePlace(data);

  return (
    <Carte titre={t('appareil')}>
      <Fiche
        lignes={[
          [
            t('numeroAppareil'),
            <span key="n" className="chiffres">
              {data?.id?.slice(-8) ?? '—'}
            </span>,
          ],
          [t('inscrit'), data?.enrole_le ? t('durableOui') : t('inscritNon')],
          [
            t('serie'),
            <span key="s" className="chiffres">
              {data?.serie ?? '—'}
            </span>,
          ],
          [t('place'), place],
          [
            t('durable'),
            <Badge key="d" ton={data?.durable ? 'succes' : 'alerte'}>
              {data?.durable ? t('durableOui') : t('durableNon')}
            </Badge>,
          ],
        ]}
      />
      <Remarques data={data} />
      <div className="mt-3 flex flex-wrap gap-2">
        {data?.durable === false ? <Proteger onFait={() => void refetch()} /> : null}
        <Button taille="s" onClick={() => void saveQueue(id, nom).catch(toastError)}>
          <Download aria-hidden />
          {t('exporter')}
        </Button>
        {importer ? (
          <Button asChild taille="s">
            <Link to="/appareils/importer">
              <Upload aria-hidden />
              {t('importer')}
            </Link>
          </Button>
        ) : null}
      </div>
      <p className="mt-1 text-xs text-discret">{t('exporterAide')}</p>
    </Carte>
  );
}
