import { useQuery } from '@tanstack/react-query';
import { Boxes, Plane, Receipt, UserRound } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useDebounce } from '@/lib/debounce';
import { useDouchette } from '@/station/douchette/use-douchette';
import { Dialog } from '@/ui/dialog';
import { ErreurAction } from '@/ui/error-state';
import { Input } from '@/ui/input';
import { Skeleton } from '@/ui/skeleton';
import { useNavigation } from './navigation';
import { fetchRecherche, type Groupe, rowsOf } from './recherche';

const ICONES: Record<Groupe, typeof Boxes> = {
  colis: Boxes,
  clients: UserRound,
  vols: Plane,
  recus: Receipt,
};

interface Ligne {
  cle: string;
  groupe: string;
  icone: typeof Boxes;
  titre: ReactNode;
  detail?: ReactNode;
  to: string;
}

interface Props {
  ouverte: boolean;
  onOuverte: (ouverte: boolean) => void;
}

const MINIMUM = 3;

function useLignes(q: string) {
  const { t } = useTranslation();
  const navigation = useNavigation();
  const requete = useQuery({
    queryKey: ['recherche', q],
    queryFn: ({ signal }) => fetchRecherche(q, signal),
    enabled: q.length >= MINIMUM,
    retry: false,
    staleTime: 30_000,
  });
  const pages: Ligne[] = navigation
    .filter(({ libelle }) => libelle().toLowerCase().includes(q.toLowerCase()))
    .map(({ to, icon, libelle }) => ({
      cle: to,
      groupe: t('recherche.pages'),
      icone: icon,
      titre: libelle(),
      to,
    }));
  const trouves = requete.data
    ? rowsOf(requete.data).map((ligne) => ({
        ...ligne,
        groupe: t(`recherche.${ligne.genre}`),
        icone: ICONES[ligne.genre],
      }))
    : [];
  return { lignes: [...trouves, ...pages], requete };
}

/** One search box for everything, and every page of the app, by keyboard. */
export function Palette({ ouverte, onOuverte }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [saisie, setSaisie] = useState('');
  const [actif, setActif] = useState(0);
  const q = useDebounce(saisie.trim());
  const { lignes, requete } = useLignes(q);

  function search(texte: string): void {
    setSaisie(texte);
    setActif(0);
  }

  function go(ligne: Ligne | undefined): void {
    if (!ligne) return;
    onOuverte(false);
    search('');
    navigate(ligne.to);
  }

  // A scan on a screen that expects none opens what was scanned.
  useDouchette({
    fond: true,
    onScan: ({ code }) => {
      search(code);
      onOuverte(true);
    },
  });

  function onKeyDown(event: KeyboardEvent): void {
    const pas = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (pas !== undefined) {
      event.preventDefault();
      setActif((actif + pas + lignes.length) % Math.max(lignes.length, 1));
    }
    if (event.key === 'Enter') go(lignes[actif]);
  }

  return (
    <Dialog ouvert={ouverte} onOuvert={onOuverte} titre={t('recherche.titre')}>
      <Input
        autoFocus
        role="combobox"
        aria-expanded
        aria-controls="palette"
        aria-activedescendant={lignes[actif] ? `palette-${actif}` : undefined}
        aria-label={t('recherche.titre')}
        placeholder={t('recherche.invite')}
        value={saisie}
        onChange={(event) => search(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div id="palette" role="listbox" aria-label={t('recherche.titre')} className="mt-3">
        {requete.isFetching ? <Skeleton className="mb-2 h-9" /> : null}
        {lignes.map((ligne, rang) => (
          <LignePalette
            key={ligne.cle}
            id={`palette-${rang}`}
            ligne={ligne}
            entete={lignes[rang - 1]?.groupe !== ligne.groupe}
            actif={rang === actif}
            onSurvol={() => setActif(rang)}
            onChoix={() => go(ligne)}
          />
        ))}
      </div>
      <Pied q={q} vide={lignes.length === 0 && !requete.isFetching} erreur={requete.error} />
    </Dialog>
  );
}

function Pied({ q, vide, erreur }: { q: string; vide: boolean; erreur: Error | null }) {
  const { t } = useTranslation();
  if (erreur) return <ErreurAction erreur={erreur} />;
  if (q.length < MINIMUM) return <p className="pt-2 text-xs text-discret">{t('recherche.aide')}</p>;
  return vide ? <p className="py-4 text-sm text-discret">{t('recherche.rien', { q })}</p> : null;
}

function LignePalette({
  id,
  ligne,
  entete,
  actif,
  onSurvol,
  onChoix,
}: {
  id: string;
  ligne: Ligne;
  entete: boolean;
  actif: boolean;
  onSurvol: () => void;
  onChoix: () => void;
}) {
  const Icone = ligne.icone;
  return (
    <>
      {entete ? (
        <p className="px-2 pt-2 pb-1 text-2xs font-semibold tracking-wide text-discret uppercase">
          {ligne.groupe}
        </p>
      ) : null}
      <button
        id={id}
        type="button"
        role="option"
        tabIndex={-1}
        aria-selected={actif}
        onMouseMove={onSurvol}
        onClick={onChoix}
        className="flex min-h-10 w-full items-center gap-3 rounded-md px-2 py-1.5 text-left text-sm aria-selected:bg-accent-doux"
      >
        <Icone aria-hidden className="size-4 shrink-0 text-discret" />
        <span className="min-w-0 flex-1 truncate">{ligne.titre}</span>
        <span className="text-xs text-discret">{ligne.detail}</span>
      </button>
    </>
  );
}
