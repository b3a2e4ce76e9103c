import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCodeSuivi } from '@/lib/code-suivi';
import { cleErreur, MaterielError } from '@/station/erreurs';
import { type Impression, queue } from '@/station/imprimante/file';
import { useFile } from '@/station/imprimante/use-file';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Kbd } from '@/ui/kbd';
import { toastError } from '@/ui/toast';
import { announce } from './annonce';
import { retryPrint } from './impression';
import { useTarifs } from './queries';

const TONS = {
  queued: 'neutre',
  sending: 'info',
  printed: 'succes',
  uncertain: 'alerte',
  refused: 'danger',
} as const;

/** F10: to the first print that waits for an answer. */
export function focusFile(): void {
  document.querySelector<HTMLElement>('[data-file] button')?.focus();
}

function Travail({ impression }: { impression: Impression }) {
  const { t } = useTranslation(['station', 'materiel']);
  const tarifs = useTarifs();
  const redo = (): void => void retryPrint(impression, tarifs).catch(toastError);
  const { cle, code_suivi, etat, raison } = impression;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-1.5">
      <span className="chiffres text-sm font-semibold">{formatCodeSuivi(code_suivi)}</span>
      <Badge ton={TONS[etat]}>{t(`file.etats.${etat}`)}</Badge>
      {raison ? (
        <span className="text-xs text-danger">
          {t(`materiel:${cleErreur(new MaterielError('imprimante', raison))}`)}
        </span>
      ) : null}
      <span className="ml-auto flex gap-1.5">
        {etat === 'uncertain' ? (
          <>
            <Button taille="s" onClick={() => void queue.confirm(cle)}>
              {t('file.sortie')}
            </Button>
            <Button taille="s" onClick={redo}>
              {t('file.refaire')}
            </Button>
          </>
        ) : null}
        {etat === 'refused' ? (
          <Button taille="s" onClick={redo}>
            {t('file.refaire')}
          </Button>
        ) : null}
        {etat === 'sending' ? null : (
          <Button taille="s" variante="discret" onClick={() => void queue.cancel(cle)}>
            {t('file.abandonner')}
          </Button>
        )}
      </span>
    </li>
  );
}

/** What waits for the printer, and what nobody can know: whether a label came out. */
export function FileImpression() {
  const { t } = useTranslation(['station', 'materiel']);
  const { travaux, bloquee } = useFile();
  const raison = bloquee?.raison ?? null;
  useEffect(() => {
    // Hands and eyes are on the next carton: the label that does not come is heard.
    if (raison) announce('refus', t(`materiel:erreur.${raison}`));
  }, [raison, t]);
  const aDire = travaux.filter(({ etat }) => etat === 'uncertain' || etat === 'refused');
  if (!bloquee && aDire.length === 0) return null;
  return (
    <section
      data-file
      aria-label={t('file.titre')}
      className="rounded-lg border border-alerte/50 bg-alerte-doux p-3"
    >
      <header className="flex flex-wrap items-center gap-3">
        <h2 className="flex items-center gap-2 text-sm font-semibold">
          {t('file.titre')}
          <Kbd>F10</Kbd>
        </h2>
        {bloquee ? (
          <p role="alert" className="text-sm font-medium text-danger">
            {t(`materiel:${cleErreur(bloquee)}`)}
          </p>
        ) : null}
        {bloquee ? (
          <Button taille="s" className="ml-auto" onClick={() => void queue.resume()}>
            {t('file.reprendre', { count: travaux.length })}
          </Button>
        ) : null}
      </header>
      {aDire.length > 0 ? (
        <ul className="mt-1.5 divide-y divide-trait">
          {aDire.map((impression) => (
            <Travail key={impression.cle} impression={impression} />
          ))}
        </ul>
      ) : null}
    </section>
  );
}
