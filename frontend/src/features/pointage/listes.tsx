import { TriangleAlert } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { isMeant } from '@/lib/recherche-locale';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Code, Moment, Poids } from '@/ui/format';
import { Input } from '@/ui/input';
import { Tabs } from '@/ui/tabs';
import { isToFind } from './jugement';
import type { LignePointage } from './queries';

/** By words of the name or of the contents, digits of the phone, or part of the code. */
export function matchesQuery(ligne: LignePointage, q: string): boolean {
  if (q.trim() === '') return true;
  const { code_suivi, destinataire_nom, destinataire_telephone: telephone } = ligne;
  return isMeant({ code_suivi, nom: `${destinataire_nom} ${ligne.contenu}`, telephone }, q);
}

function Ligne({
  ligne,
  fait,
  onDommage,
}: {
  ligne: LignePointage;
  fait: boolean;
  onDommage?: (ligne: LignePointage) => void;
}) {
  const { t } = useTranslation('pointage');
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-0.5 px-3 py-2 text-sm">
      <Link to={`/colis/${ligne.colis_id}`} className="hover:underline">
        <Code code={ligne.code_suivi} />
      </Link>
      {ligne.total > 1 ? (
        <span className="chiffres text-xs text-discret">
          {ligne.rang}/{ligne.total}
        </span>
      ) : null}
      <span className="min-w-0 flex-1 truncate font-medium">{ligne.destinataire_nom}</span>
      {ligne.endommage ? (
        <Badge ton="danger">
          <TriangleAlert aria-hidden />
          {t('endommage')}
        </Badge>
      ) : null}
      <Poids g={ligne.poids_g} className="text-xs" />
      <span className="flex w-full items-center gap-2 text-xs text-discret">
        <span className="min-w-0 flex-1 truncate">
          {ligne.contenu}
          {ligne.note ? ` — ${ligne.note}` : ''}
        </span>
        {ligne.pointe_le ? (
          <>
            {ligne.pointe_par} <Moment le={ligne.pointe_le} style="heure" />
          </>
        ) : null}
        {fait && !ligne.pointe_le ? <Badge ton="alerte">{t('enEnvoi')}</Badge> : null}
        {onDommage && fait && !ligne.endommage ? (
          <Button variante="lien" taille="s" onClick={() => onDommage(ligne)}>
            {t('signalerDommage')}
          </Button>
        ) : null}
      </span>
    </li>
  );
}

/** Long lists are drawn by hundreds; the filter finds the rest. */
const VISIBLES = 150;

interface Props {
  liste: readonly LignePointage[];
  faits: ReadonlySet<string>;
  onDommage?: (ligne: LignePointage) => void;
}

/** What is still to find, what is here, what should not be: named, not only counted. */
export function ListesPointage({ liste, faits, onDommage }: Props) {
  const { t } = useTranslation('pointage');
  const [q, setQ] = useState('');
  const cherche = useDeferredValue(q);
  const fait = (ligne: LignePointage): boolean => !isToFind(ligne) || faits.has(ligne.code_suivi);
  const trouvees = liste.filter((ligne) => matchesQuery(ligne, cherche));
  const groupes = {
    manquants: trouvees.filter((ligne) => !fait(ligne)),
    pointes: trouvees.filter((ligne) => fait(ligne) && !ligne.surplus),
    surplus: trouvees.filter((ligne) => ligne.surplus),
    endommages: trouvees.filter((ligne) => ligne.endommage),
  };
  return (
    <section className="flex flex-col gap-2">
      <Input
        type="search"
        aria-label={t('listes.filtrer')}
        placeholder={t('listes.filtrer')}
        value={q}
        onChange={(event) => setQ(event.target.value)}
      />
      <Tabs
        libelle={t('listes.titre')}
        onglets={(['manquants', 'pointes', 'surplus', 'endommages'] as const).map((id) => ({
          id,
          titre: t(`listes.${id}`),
          nombre: groupes[id].length,
          contenu:
            groupes[id].length === 0 ? (
              <EmptyState titre={t(`listes.vide.${id}`)} />
            ) : (
              <ul className="divide-y rounded-lg border bg-surface shadow-carte">
                {groupes[id].slice(0, VISIBLES).map((ligne) => (
                  <Ligne
                    key={ligne.colis_id}
                    ligne={ligne}
                    fait={fait(ligne)}
                    onDommage={onDommage}
                  />
                ))}
                {groupes[id].length > VISIBLES ? (
                  <li className="px-3 py-2 text-xs text-discret">
                    {t('listes.suite', { count: groupes[id].length - VISIBLES })}
                  </li>
                ) : null}
              </ul>
            ),
        }))}
      />
    </section>
  );
}
