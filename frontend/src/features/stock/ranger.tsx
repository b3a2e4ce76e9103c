import { Camera, CircleCheck, CircleX, MapPin, TriangleAlert, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '@/lib/classes';
import { formatCodeSuivi } from '@/lib/code-suivi';
import { useDouchette } from '@/station/douchette/use-douchette';
import { Button } from '@/ui/button';
import { Input } from '@/ui/input';
import { Kbd } from '@/ui/kbd';
import { Page } from '@/ui/page';
import { Scanner } from '@/ui/scanner';
import { Select } from '@/ui/select';
import type { Emplacement } from './queries';
import { type Geste, useRangement, type Verdict } from './use-rangement';

const ICONES = {
  range: CircleCheck,
  sansPlace: TriangleAlert,
  ambigu: TriangleAlert,
  inconnu: CircleX,
  refuse: CircleX,
} as const;

const COULEURS: Record<Verdict, string> = {
  range: 'text-succes',
  sansPlace: 'text-alerte',
  ambigu: 'text-alerte',
  inconnu: 'text-danger',
  refuse: 'text-danger',
};

function LigneGeste({ geste, grand }: { geste: Geste; grand: boolean }) {
  const { t } = useTranslation('stock');
  const Icone = ICONES[geste.verdict];
  return (
    <li
      role={grand ? 'status' : undefined}
      data-verdict={geste.verdict}
      className={cn('flex items-center gap-3 px-3 py-2', grand && 'min-h-16 text-base')}
    >
      <Icone
        aria-hidden
        className={cn('shrink-0', grand ? 'size-7' : 'size-4', COULEURS[geste.verdict])}
      />
      <span className="min-w-0 flex-1">
        <span className="chiffres font-medium">{formatCodeSuivi(geste.code)}</span>{' '}
        <span className="text-discret">{geste.nom}</span>
        {geste.verdict === 'range' ? null : (
          <span className={cn('block text-sm', COULEURS[geste.verdict])}>
            {geste.detail || t(`ranger.verdicts.${geste.verdict}`)}
          </span>
        )}
      </span>
      {geste.verdict === 'range' ? (
        <span className="chiffres font-semibold">{geste.place}</span>
      ) : null}
    </li>
  );
}

function Place({
  place,
  emplacements,
  onPlace,
}: {
  place: Emplacement | null;
  emplacements: readonly Emplacement[];
  onPlace: (place: Emplacement | null) => void;
}) {
  const { t } = useTranslation('stock');
  return (
    <div
      className={cn(
        'flex flex-wrap items-center gap-3 rounded-lg border px-4 py-3',
        place ? 'border-accent/40 bg-accent-doux' : 'border-dashed border-trait-fort/40',
      )}
    >
      <MapPin aria-hidden className={cn('size-7', place ? 'text-accent-texte' : 'text-discret')} />
      <p className="min-w-0 flex-1 basis-40">
        <span className="block text-xs text-discret">{t('ranger.place')}</span>
        <strong className={cn('text-xl', place && 'chiffres text-accent-texte')}>
          {place?.code ?? t('ranger.scannezPlace')}
        </strong>
      </p>
      <Select
        aria-label={t('ranger.choisirPlace')}
        vide={t('ranger.choisirPlace')}
        className="w-full sm:w-52"
        choix={emplacements.map(({ id, code }) => ({ valeur: id, libelle: code }))}
        value={place?.id ?? ''}
        onChange={(event) =>
          onPlace(emplacements.find(({ id }) => id === event.target.value) ?? null)
        }
      />
    </div>
  );
}

/** Put-away along the shelves: the location's label, then its cartons. */
export function Ranger() {
  const { t } = useTranslation('stock');
  const { emplacements, place, choose, gestes, reponse, read, onScan } = useRangement();
  const [camera, setCamera] = useState(false);
  const [texte, setTexte] = useState('');
  useDouchette({ onScan });

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (texte.trim() === '') return;
    void read(texte.trim());
    setTexte('');
  }

  return (
    <Page
      titre={t('ranger.titre')}
      sousTitre={t('ranger.aide')}
      retour="/stock"
      className="max-w-3xl"
    >
      <Place place={place} emplacements={emplacements} onPlace={choose} />
      {camera ? <Scanner onScan={onScan} reponse={reponse} className="max-h-72" /> : null}
      <div className="flex flex-wrap gap-2">
        <Button
          className="max-sm:w-full"
          variante={camera ? 'secondaire' : 'principal'}
          aria-pressed={camera}
          onClick={() => setCamera(!camera)}
        >
          {camera ? <X aria-hidden /> : <Camera aria-hidden />}
          {camera ? t('ranger.fermerCamera') : t('ranger.camera')}
        </Button>
        <form onSubmit={submit} className="flex min-w-0 flex-1 gap-2">
          <Input
            autoFocus={!window.matchMedia('(pointer: coarse)').matches}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            className="chiffres"
            aria-label={t('ranger.saisir')}
            placeholder={t('ranger.saisir')}
            value={texte}
            onChange={(event) => setTexte(event.target.value)}
          />
          <Button type="submit" variante="principal">
            {t('ranger.valider')}
            <Kbd>⏎</Kbd>
          </Button>
        </form>
      </div>
      {gestes.length > 0 ? (
        <ul className="divide-y rounded-lg border bg-surface text-sm shadow-carte">
          {gestes.map((geste, rang) => (
            <LigneGeste key={geste.cle} geste={geste} grand={rang === 0} />
          ))}
        </ul>
      ) : null}
    </Page>
  );
}
