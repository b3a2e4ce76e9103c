import { Camera, CheckCircle2, CircleAlert, CloudUpload, Copy, ScanBarcode, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '@/lib/classes';
import { formatCodeSuivi } from '@/lib/code-suivi';
import { decodeCode } from '@/station/douchette/decode';
import { useDouchette } from '@/station/douchette/use-douchette';
import { Button } from '@/ui/button';
import { Poids } from '@/ui/format';
import { Input } from '@/ui/input';
import { Kbd } from '@/ui/kbd';
import { Scanner } from '@/ui/scanner';
import { type Remplissage, useColisScanne } from './queries';
import { JaugesVol } from './remplissage';
import { type EtatScan, type Scan, useChargement } from './use-chargement';

const ICONES = {
  attente: CloudUpload,
  charge: CheckCircle2,
  deja: Copy,
  refuse: CircleAlert,
} as const;

const COULEURS: Record<EtatScan, string> = {
  attente: 'text-alerte',
  charge: 'text-succes',
  deja: 'text-alerte',
  refuse: 'text-danger',
};

const FONDS: Record<EtatScan, string> = {
  attente: 'border-alerte/40 bg-alerte-doux',
  charge: 'border-succes/40 bg-succes-doux',
  deja: 'border-alerte/40 bg-alerte-doux',
  refuse: 'border-danger/40 bg-danger-doux',
};

function useDetail({ etat, detail }: Scan): string {
  const { t } = useTranslation('vols');
  if (etat === 'refuse') return detail;
  return detail.includes('mode_different') ? t('chargement.autreModeCourt') : '';
}

/** The last scan, big enough to be read from the pallet. */
function Dernier({ scan }: { scan: Scan | undefined }) {
  const { t } = useTranslation('vols');
  if (!scan) {
    return (
      <div className="flex min-h-24 items-center justify-center gap-3 rounded-lg border border-dashed border-trait-fort/40 px-4 text-discret">
        <ScanBarcode aria-hidden className="size-6" />
        {t('chargement.rien')}
      </div>
    );
  }
  return <DernierScan scan={scan} />;
}

function DernierScan({ scan }: { scan: Scan }) {
  const { t } = useTranslation('vols');
  const { data: colis } = useColisScanne(scan.colis_id);
  const detail = useDetail(scan);
  const Icone = ICONES[scan.etat];
  return (
    <div
      role="status"
      className={cn(
        'flex min-h-24 items-center gap-4 rounded-lg border px-4 py-3',
        FONDS[scan.etat],
      )}
    >
      <Icone aria-hidden className={cn('size-9 shrink-0', COULEURS[scan.etat])} />
      <div className="min-w-0 flex-1">
        <p className={cn('text-lg leading-tight font-semibold', COULEURS[scan.etat])}>
          {t(`chargement.${scan.etat}`)}
        </p>
        <p className="chiffres truncate text-base font-medium">{formatCodeSuivi(scan.code)}</p>
        {detail ? <p className="text-sm">{detail}</p> : null}
      </div>
      {colis ? (
        <div className="hidden min-w-0 text-right sm:block">
          <p className="truncate font-medium">{colis.client.nom}</p>
          <Poids g={colis.poids_g} className="text-lg font-semibold" />
        </div>
      ) : null}
    </div>
  );
}

function LigneScan({ scan }: { scan: Scan }) {
  const { t } = useTranslation('vols');
  const { data: colis } = useColisScanne(scan.colis_id);
  const detail = useDetail(scan);
  const Icone = ICONES[scan.etat];
  return (
    <li className="flex items-center gap-2 py-1 text-sm">
      <Icone aria-hidden className={cn('size-4 shrink-0', COULEURS[scan.etat])} />
      <span className="chiffres whitespace-nowrap">{formatCodeSuivi(scan.code)}</span>
      <span className="min-w-0 truncate text-xs text-discret">
        {detail || colis?.client.nom || t(`chargement.${scan.etat}`)}
      </span>
      {colis ? <Poids g={colis.poids_g} className="ml-auto text-xs" /> : null}
    </li>
  );
}

function Saisie({ onCode }: { onCode: (code: string) => void }) {
  const { t } = useTranslation('vols');
  const [texte, setTexte] = useState('');

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (texte.trim() === '') return;
    onCode(decodeCode(texte).code);
    setTexte('');
  }

  return (
    <form onSubmit={submit} className="flex min-w-0 flex-1 gap-2 max-sm:basis-full">
      <Input
        autoFocus
        autoComplete="off"
        spellCheck={false}
        aria-label={t('chargement.saisir')}
        placeholder={t('chargement.saisir')}
        className="chiffres"
        value={texte}
        onChange={(event) => setTexte(event.target.value)}
      />
      <Button type="submit">
        {t('chargement.charger')}
        <Kbd>⏎</Kbd>
      </Button>
    </form>
  );
}

interface Props {
  volId: string;
  remplissage: Remplissage;
  /** Acts of this device for this flight that have not left yet. */
  nonEnvoyes: number;
}

/** The loading bench: USB scanner, camera or keyboard; the bar moves as cartons go on board. */
export function Chargement({ volId, remplissage, nonEnvoyes }: Props) {
  const { t } = useTranslation('vols');
  const { scans, reponse, onScan, charge } = useChargement(volId);
  const [camera, setCamera] = useState(false);
  useDouchette({ onScan });
  const charges = scans.filter(({ etat }) => etat === 'charge').length;
  const refus = scans.filter(({ etat }) => etat === 'refuse').length;
  return (
    <section className="flex flex-col gap-4 rounded-lg border bg-surface p-4 shadow-carte">
      <header className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h2 className="text-sm font-semibold">{t('chargement.titre')}</h2>
        <p className="text-xs text-discret max-sm:hidden">{t('chargement.aide')}</p>
      </header>
      <JaugesVol remplissage={remplissage} grande />
      <div className="flex flex-wrap gap-2">
        <Saisie onCode={(code) => void charge(code)} />
        <Button aria-pressed={camera} className="max-sm:flex-1" onClick={() => setCamera(!camera)}>
          {camera ? <X aria-hidden /> : <Camera aria-hidden />}
          {camera ? t('chargement.fermerCamera') : t('chargement.camera')}
        </Button>
      </div>
      {camera ? (
        <Scanner onScan={onScan} reponse={reponse} className="max-h-80 sm:max-w-lg" />
      ) : null}
      <Dernier scan={scans[0]} />
      {nonEnvoyes > 0 ? (
        <p className="flex items-center gap-2 text-sm text-alerte">
          <CloudUpload aria-hidden className="size-4" />
          {t('chargement.nonEnvoyes', { count: nonEnvoyes })}
        </p>
      ) : null}
      {scans.length > 1 ? (
        <div>
          <p className="flex justify-between text-xs text-discret">
            <span>{t('chargement.dernier')}</span>
            <span className="chiffres">{t('chargement.comptes', { charges, refus })}</span>
          </p>
          <ul className="mt-1 max-h-48 divide-y divide-trait/60 overflow-y-auto">
            {scans.slice(1).map((scan) => (
              <LigneScan key={scan.op_id} scan={scan} />
            ))}
          </ul>
        </div>
      ) : null}
    </section>
  );
}
