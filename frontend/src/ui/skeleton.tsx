import { cn } from '@/lib/classes';

export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn('h-4 rounded bg-creux anime-pouls', className)} />;
}

const RANGS = Array.from({ length: 20 }, (_, rang) => rang);

/** A table that is still coming. */
export function Lignes({ nombre = 6 }: { nombre?: number }) {
  return (
    <div
      aria-busy
      className="flex flex-col divide-y divide-trait/70 rounded-lg border bg-surface px-3"
    >
      {RANGS.slice(0, nombre).map((rang) => (
        <div key={rang} className="flex h-10 items-center gap-4">
          <Skeleton className="w-32" />
          <Skeleton className="flex-1" />
          <Skeleton className="w-16" />
        </div>
      ))}
    </div>
  );
}
