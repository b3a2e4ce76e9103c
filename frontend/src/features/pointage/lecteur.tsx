import {
  Camera,
  CircleAlert,
  CircleCheck,
  CircleHelp,
  CircleX,
  Copy,
  type LucideIcon,
  PackagePlus,
  ScanBarcode,
  X,
} from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '@/lib/classes';
import { formatCodeSuivi } from '@/lib/code-suivi';
import type { Lu } from '@/station/douchette/decode';
import type { Reponse } from '@/station/sons';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Input } from '@/ui/input';
import { Kbd } from '@/ui/kbd';
import { Scanner } from '@/ui/scanner';
import type { LignePointage } from './queries';
import type { Scan, Verdict } from './use-pointage';

const ICONES: Record<Verdict, LucideIcon> = {
  ok: CircleCheck,
  deja: Copy,
  surplus: PackagePlus,
  verifie: CircleHelp,
  court: CircleAlert,
  inconnu: CircleX,
  refuse: CircleX,
};

const FONDS: Record<Verdict, string> = {
  ok: 'border-succes/40 bg-succes-doux text-succes',
  deja: 'border-alerte/40 bg-alerte-doux text-alerte',
  surplus: 'border-info/40 bg-info-doux text-info',
  verifie: 'border-info/40 bg-info-doux text-info',
  court: 'border-alerte/40 bg-alerte-doux text-alerte',
  inconnu: 'border-danger/40 bg-danger-doux text-danger',
  refuse: 'border-danger/40 bg-danger-doux text-danger',
};

const clavier = (): boolean => !window.matchMedia('(pointer: coarse)').matches;

function Saisie({ onCode }: { onCode: (code: string) => void }) {
  const { t } = useTranslation('pointage');
  const [texte, setTexte] = useState('');

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (texte.trim() === '') return;
    onCode(texte.trim());
    setTexte('');
  }

  return (
    <form onSubmit={submit} className="flex min-w-0 flex-1 gap-2">
      <Input
        autoFocus={clavier()}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        aria-label={t('saisir')}
        placeholder={t('saisirCourt')}
        className="chiffres"
        value={texte}
        onChange={(event) => setTexte(event.target.value)}
      />
      <Button type="submit" variante="principal">
        {t('pointer')}
        <Kbd>⏎</Kbd>
      </Button>
    </form>
  );
}

/** The last scan, read at arm's length; damage is said right there. */
function Dernier({ scan, onDommage }: { scan: Scan | undefined; onDommage: () => void }) {
  const { t } = useTranslation('pointage');
  if (!scan) {
    return (
      <div className="flex min-h-20 items-center justify-center gap-3 rounded-lg border border-dashed border-trait-fort/40 px-4 text-discret">
        <ScanBarcode aria-hidden className="size-6" />
        {t('rien')}
      </div>
    );
  }
  const Icone = ICONES[scan.verdict];
  return (
    <div
      role="status"
      data-verdict={scan.verdict}
      className={cn(
        'flex min-h-20 flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border px-4 py-3',
        FONDS[scan.verdict],
      )}
    >
      <Icone aria-hidden className="size-9 shrink-0" />
      <div className="min-w-0 flex-1 basis-40">
        <p className="text-lg leading-tight font-semibold">{t(`verdicts.${scan.verdict}`)}</p>
        {scan.code ? (
          <p className="chiffres truncate text-base font-medium text-encre">
            {formatCodeSuivi(scan.code)}
          </p>
        ) : null}
        <p className="truncate text-sm text-encre">
          {[scan.nom, scan.detail].filter(Boolean).join(' · ')}
        </p>
      </div>
      {scan.endommage ? <Badge ton="danger">{t('endommage')}</Badge> : null}
      {scan.colis_id && !scan.endommage ? (
        <Button onClick={onDommage}>{t('signalerDommage')}</Button>
      ) : null}
    </div>
  );
}

function Choix({
  lignes,
  onChoix,
}: {
  lignes: readonly LignePointage[];
  onChoix: (code: string) => void;
}) {
  const { t } = useTranslation('pointage');
  if (lignes.length === 0) return null;
  return (
    <div className="flex flex-col gap-1.5 rounded-lg border border-alerte/40 bg-alerte-doux p-3">
      <p className="text-sm font-medium text-alerte">{t('ambigu')}</p>
      {lignes.map((ligne) => (
        <Button
          key={ligne.colis_id}
          className="justify-between"
          onClick={() => onChoix(ligne.code_suivi)}
        >
          <span className="chiffres">{formatCodeSuivi(ligne.code_suivi)}</span>
          <span className="truncate">{ligne.destinataire_nom}</span>
        </Button>
      ))}
    </div>
  );
}

interface Props {
  scans: readonly Scan[];
  reponse: Reponse | null;
  ambigu: readonly LignePointage[];
  onScan: (lu: Lu) => void;
  onCode: (code: string) => void;
  onDommage: (scan: Scan) => void;
}

/** Camera, USB scanner or the end of a code; every reading is answered in the same place. */
export function Lecteur({ scans, reponse, ambigu, onScan, onCode, onDommage }: Props) {
  const { t } = useTranslation('pointage');
  const [camera, setCamera] = useState(false);
  const [dernier, ...avant] = scans;
  return (
    <section aria-label={t('lecture')} className="flex flex-col gap-3">
      {camera ? <Scanner onScan={onScan} reponse={reponse} className="max-h-72" /> : null}
      <div className="flex flex-wrap gap-2">
        <Button
          className="max-sm:w-full"
          variante={camera ? 'secondaire' : 'principal'}
          aria-pressed={camera}
          onClick={() => setCamera(!camera)}
        >
          {camera ? <X aria-hidden /> : <Camera aria-hidden />}
          {camera ? t('fermerCamera') : t('camera')}
        </Button>
        <Saisie onCode={onCode} />
      </div>
      <Choix lignes={ambigu} onChoix={onCode} />
      <Dernier scan={dernier} onDommage={() => dernier && onDommage(dernier)} />
      {avant.length > 0 ? (
        <ul
          aria-label={t('precedents')}
          className="max-h-36 divide-y divide-trait/60 overflow-y-auto"
        >
          {avant.slice(0, 12).map((scan) => {
            const Icone = ICONES[scan.verdict];
            return (
              <li key={scan.cle} className="flex items-center gap-2 py-1 text-xs">
                <Icone
                  aria-label={t(`verdicts.${scan.verdict}`)}
                  className={cn('size-4 shrink-0', FONDS[scan.verdict], 'border-0 bg-transparent')}
                />
                <span className="chiffres whitespace-nowrap">{formatCodeSuivi(scan.code)}</span>
                <span className="min-w-0 truncate text-discret">{scan.nom}</span>
              </li>
            );
          })}
        </ul>
      ) : null}
    </section>
  );
}
