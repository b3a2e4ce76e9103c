import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import { cn } from '@/lib/classes';
import { useAnnonce } from './annonce';

const TONS = {
  ok: ['bg-succes-doux text-succes border-succes/40', CircleCheck],
  attention: ['bg-alerte-doux text-alerte border-alerte/40', TriangleAlert],
  refus: ['bg-danger-doux text-danger border-danger/40', CircleX],
} as const;

/** The bench's last word, readable from two metres; the next one replaces it. */
export function Annonce() {
  const annonce = useAnnonce();
  const [classes, Icone] = TONS[annonce?.ton ?? 'ok'];
  return (
    <div role="status" aria-live="assertive" aria-atomic data-annonce={annonce?.ton ?? ''}>
      {annonce ? (
        <p
          key={annonce.rang}
          className={cn(
            'flex min-h-11 items-center gap-2.5 rounded-lg border px-4 py-2 text-base font-semibold',
            classes,
          )}
        >
          <Icone aria-hidden className="size-5 shrink-0" />
          <span className="min-w-0">{annonce.texte}</span>
        </p>
      ) : null}
    </div>
  );
}
