import { ErrorState } from '@/ui/error-state';
import { Skeleton } from '@/ui/skeleton';
import { Comparatif } from './comparatif';
import { Fraicheur } from './fraicheur';
import { TableauPays } from './pays';
import { useTableaux } from './queries';

/** The boards in view, whatever their number, with how true they are. */
export function Contenu({ jour }: { jour?: string }) {
  const { tableaux, chargement, erreur, garde_le, reessayer } = useTableaux(jour);
  const [premier] = tableaux;
  if (chargement) {
    return (
      <div className="flex flex-col gap-4">
        <Skeleton className="h-28 rounded-lg" />
        <Skeleton className="h-56 rounded-lg" />
      </div>
    );
  }
  if (!premier) return <ErrorState erreur={erreur} onReessayer={reessayer} />;
  return (
    <div className="flex flex-col gap-3">
      <Fraicheur maj_le={premier.maj_le} garde_le={garde_le} />
      {tableaux.length > 1 ? <Comparatif tableaux={tableaux} /> : <TableauPays tableau={premier} />}
    </div>
  );
}
