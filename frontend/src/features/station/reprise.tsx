import { History, PencilLine, TriangleAlert, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '@/lib/classes';
import { formatCodeSuivi } from '@/lib/code-suivi';
import { Button } from '@/ui/button';
import { Moment } from '@/ui/format';
import { Kbd } from '@/ui/kbd';
import type { Reception } from './use-reception';

/** One thing to know of this carton, and what hands may do about it. */
function Ligne({
  ton,
  icone,
  texte,
  children,
}: {
  ton: 'info' | 'alerte';
  icone: ReactNode;
  texte: ReactNode;
  children: ReactNode;
}) {
  return (
    <div
      className={cn(
        'flex flex-wrap items-center gap-x-3 gap-y-1.5 rounded-md border px-3 py-2 text-sm',
        ton === 'info'
          ? 'border-info/40 bg-info-doux text-info'
          : 'border-alerte/40 bg-alerte-doux text-alerte',
      )}
    >
      {icone}
      <span className="min-w-0 flex-1 font-semibold">{texte}</span>
      {children}
    </div>
  );
}

/** A label nobody can vouch for: taken only when a hand says that it is new. */
function Question({ r }: { r: Reception }) {
  const { t } = useTranslation('station');
  if (!r.question) return null;
  return (
    <Ligne
      ton="alerte"
      icone={<TriangleAlert aria-hidden className="size-4 shrink-0" />}
      texte={t('codeDouteux', { code: formatCodeSuivi(r.question.code) })}
    >
      <Button taille="s" tabIndex={-1} onClick={r.valider}>
        {t('codePrendre')}
        <Kbd>Ctrl ⏎</Kbd>
      </Button>
      <Button variante="discret" taille="s" tabIndex={-1} onClick={r.restart}>
        {t('codeLaisser')}
        <Kbd>{t('touches.echap')}</Kbd>
      </Button>
    </Ligne>
  );
}

/** A refused carton back on the bench: it keeps its code, and its photos follow it. */
function Correction({ r }: { r: Reception }) {
  const { t } = useTranslation(['horsLigne', 'station']);
  if (!r.correction.op) return null;
  return (
    <Ligne
      ton="info"
      icone={<PencilLine aria-hidden className="size-4 shrink-0" />}
      texte={`${t('correction.banc')} ${formatCodeSuivi(r.b.code_suivi)}`}
    >
      <Button variante="discret" taille="s" tabIndex={-1} onClick={r.correction.leave}>
        {t('correction.retour')}
        <Kbd>{t('station:touches.echap')}</Kbd>
      </Button>
    </Ligne>
  );
}

/** What the bench found again, or can still give back; it stays until the next carton starts. */
export function Reprise({ r }: { r: Reception }) {
  const { t } = useTranslation('station');
  return (
    <>
      <Question r={r} />
      <Correction r={r} />
      {r.repris ? (
        <Ligne
          ton="info"
          icone={<History aria-hidden className="size-4 shrink-0" />}
          texte={
            <>
              {t('repris')} <Moment le={r.repris} className="font-normal" />
            </>
          }
        >
          <Button variante="discret" taille="s" tabIndex={-1} onClick={r.restart}>
            {t('reprisEffacer')}
            <Kbd>{t('touches.echap')}</Kbd>
          </Button>
        </Ligne>
      ) : null}
      {r.regret ? (
        <Ligne
          ton="info"
          icone={<Undo2 aria-hidden className="size-4 shrink-0" />}
          texte={t('regret')}
        >
          <Button variante="discret" taille="s" tabIndex={-1} onClick={() => void r.restore()}>
            {t('retablir')}
            <Kbd>Ctrl Z</Kbd>
          </Button>
        </Ligne>
      ) : null}
    </>
  );
}
