import { cn } from '@/lib/classes';

interface Props {
  libelle: string;
  valeur: number;
  maximum: number;
  /** What is written beside the bar: `312 / 400`, `82 %`. */
  texte?: string;
  className?: string;
  grande?: boolean;
}

const ratio = (valeur: number, maximum: number): number => (maximum > 0 ? valeur / maximum : 0);

function tonOf(part: number): string {
  if (part > 1) return 'bg-plein-danger';
  return part >= 0.9 ? 'bg-plein-alerte' : 'bg-plein-vif';
}

/** A flight's fill or a check-in's progress: teal, amber near the top, red beyond. */
export function Jauge({ libelle, valeur, maximum, texte, className, grande = false }: Props) {
  const part = ratio(valeur, maximum);
  return (
    <div className={cn('flex items-center gap-3', className)}>
      <div
        role="progressbar"
        aria-label={libelle}
        aria-valuenow={valeur}
        aria-valuemin={0}
        aria-valuemax={maximum}
        aria-valuetext={texte}
        className={cn('flex-1 overflow-hidden rounded-full bg-creux', grande ? 'h-3' : 'h-1.5')}
      >
        <div
          className={cn('h-full rounded-full transition-[width] duration-300', tonOf(part))}
          style={{ width: `${Math.min(part, 1) * 100}%` }}
        />
      </div>
      {texte === undefined ? null : (
        <span className="chiffres text-xs whitespace-nowrap text-discret">{texte}</span>
      )}
    </div>
  );
}

/** Check-ins count up to done: full is green, not red. */
export function Avancement({ libelle, valeur, maximum, texte, className, grande }: Props) {
  const part = Math.min(ratio(valeur, maximum), 1);
  return (
    <div className={cn('flex items-center gap-3', className)}>
      <div
        role="progressbar"
        aria-label={libelle}
        aria-valuenow={valeur}
        aria-valuemin={0}
        aria-valuemax={maximum}
        aria-valuetext={texte}
        className={cn('flex-1 overflow-hidden rounded-full bg-creux', grande ? 'h-3' : 'h-1.5')}
      >
        <div
          className={cn(
            'h-full rounded-full transition-[width] duration-300',
            part === 1 ? 'bg-plein-succes' : 'bg-accent',
          )}
          style={{ width: `${part * 100}%` }}
        />
      </div>
      {texte === undefined ? null : (
        <span className="chiffres text-xs whitespace-nowrap text-discret">{texte}</span>
      )}
    </div>
  );
}
