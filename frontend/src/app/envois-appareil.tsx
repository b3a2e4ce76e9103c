import { useQuery } from '@tanstack/react-query';
import { Download, ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { saveBlob } from '@/lib/download';
import { formatNombre, formatRelatif } from '@/lib/format';
import { useNow } from '@/lib/now';
import { useUtilisateur } from '@/lib/session';
import { exportQueue, readDevice } from '@/offline/appareil';
import { useSync } from '@/offline/sync';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Fiche } from '@/ui/format';
import { Carte } from '@/ui/page';
import { toastError } from '@/ui/toast';

const DERIVE_MS = 5 * 60_000;
const isIos = (): boolean => /iPhone|iPad/.test(navigator.userAgent);

/** The device's identity, room and clock, and the way out for what it holds. */
export function CarteAppareil() {
  const { t } = useTranslation('horsLigne');
  const { id } = useUtilisateur();
  const { dernierContact, decalageMs } = useSync();
  const now = useNow();
  const { data, refetch } = useQuery({ queryKey: ['appareil'], queryFn: readDevice });

  async function save(): Promise<void> {
    const fichier = await exportQueue(id);
    saveBlob(fichier, `ts-envois-${new Date().toISOString().slice(0, 16).replace(/:/g, '')}.jsonl`);
  }

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
          [t('place'), data ? `${formatNombre(data.octets / 1_000_000)} MB` : '—'],
          [
            t('durable'),
            <Badge key="d" ton={data?.durable ? 'succes' : 'alerte'}>
              {data?.durable ? t('durableOui') : t('durableNon')}
            </Badge>,
          ],
        ]}
      />
      {dernierContact === null ? null : (
        <p className="mt-2 text-sm text-discret">
          {t('dernierEnvoi', { age: formatRelatif(dernierContact, now) })}
        </p>
      )}
      {Math.abs(decalageMs) > DERIVE_MS ? (
        <p className="mt-2 text-sm text-alerte">
          {t('horloge', { min: Math.round(Math.abs(decalageMs) / 60_000) })}
        </p>
      ) : null}
      {isIos() ? <p className="mt-2 text-sm text-alerte">{t('ios')}</p> : null}
      <div className="mt-3 flex flex-wrap gap-2">
        {data?.durable === false ? (
          <Button taille="s" onClick={() => void navigator.storage.persist().then(() => refetch())}>
            <ShieldCheck aria-hidden />
            {t('proteger')}
          </Button>
        ) : null}
        <Button taille="s" onClick={() => void save().catch(toastError)}>
          <Download aria-hidden />
          {t('exporter')}
        </Button>
      </div>
      <p className="mt-1 text-xs text-discret">{t('exporterAide')}</p>
    </Carte>
  );
}
