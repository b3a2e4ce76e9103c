import { ChevronRight, PackageOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { cn } from '@/lib/classes';
import { formatCodeSuivi } from '@/lib/code-suivi';
import { FUSEAUX } from '@/lib/format';
import { Attente } from '@/ui/attente';
import { BadgeColis } from '@/ui/badge';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Argent, Code, Moment, Poids } from '@/ui/format';
import { Page } from '@/ui/page';
import { type Groupe, groupOf, ORDRE, sumDue } from './groupes';
import { type MonColis, useMesColis } from './queries';

/** The public page of a carton, outside the app: stages, photo, agency. */
const pageOf = ({ code_suivi }: MonColis): string => `/suivi/${formatCodeSuivi(code_suivi)}`;

function Carton({ colis }: { colis: MonColis }) {
  const { t } = useTranslation('compte');
  const doit = colis.du.montant > 0;
  return (
    <a
      href={pageOf(colis)}
      className="flex items-center gap-3 px-3 py-3 transition-colors hover:bg-creux active:bg-creux"
    >
      <span className="flex min-w-0 flex-1 flex-col gap-1">
        <span className="flex flex-wrap items-center gap-2">
          <BadgeColis etat={colis.statut} />
          <span className="text-xs text-discret">
            <Moment le={colis.statut_le} style="jour" fuseau={FUSEAUX[colis.pays_destination]} />
          </span>
        </span>
        <span className="truncate font-medium">
          {colis.contenu || t('colis.sansContenu')}
          {colis.total > 1 ? (
            <span className="chiffres ml-1.5 text-xs font-normal text-discret">
              {colis.rang}/{colis.total}
            </span>
          ) : null}
        </span>
        <span className="flex flex-wrap gap-x-3 text-xs text-discret">
          <Code code={colis.code_suivi} />
          <Poids g={colis.poids_g} />
        </span>
      </span>
      <span className="flex flex-col items-end gap-0.5 text-right">
        <span className="text-xs text-discret">{doit ? t('colis.reste') : t('colis.prix')}</span>
        <Argent
          valeur={doit ? colis.du : colis.prix}
          className={cn(doit ? 'font-semibold' : 'text-discret')}
        />
        {!doit && colis.prix.montant > 0 ? (
          <span className="text-xs text-succes">{t('colis.paye')}</span>
        ) : null}
      </span>
      <ChevronRight aria-hidden className="size-4 shrink-0 text-discret" />
    </a>
  );
}

function UnGroupe({ groupe, items }: { groupe: Groupe; items: readonly MonColis[] }) {
  const { t } = useTranslation('compte');
  if (items.length === 0) return null;
  return (
    <section aria-label={t(`groupes.${groupe}`)} className="flex flex-col gap-2">
      <h2 className="flex items-baseline gap-2 px-1 text-sm font-semibold">
        {t(`groupes.${groupe}`)}
        <span className="chiffres text-xs font-normal text-discret">{items.length}</span>
      </h2>
      <ul className="divide-y overflow-hidden rounded-lg border bg-surface shadow-carte">
        {items.map((colis) => (
          <li key={colis.id}>
            <Carton colis={colis} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What is due for what can be fetched; nothing when nothing is. */
function ADonner({ items }: { items: readonly MonColis[] }) {
  const { t } = useTranslation('compte');
  const sommes = sumDue(items);
  if (sommes.length === 0) return null;
  return (
    <p className="flex items-baseline justify-between gap-3 rounded-lg bg-accent-doux px-4 py-3 text-accent-texte">
      <span className="text-sm">{t('colis.aPayer')}</span>
      <span className="flex flex-col text-xl font-semibold">
        {sommes.map((somme) => (
          <Argent key={somme.devise} valeur={somme} />
        ))}
      </span>
    </p>
  );
}

/** The client's parcels: what to fetch and pay first. */
export function PanneauMesColis() {
  const { t } = useTranslation(['compte', 'commun']);
  const liste = useMesColis();
  const groupes = groupOf(liste.items);
  if (liste.chargement || (liste.erreur && liste.items.length === 0)) {
    return <Attente pret={false} erreur={liste.erreur} onReessayer={liste.reessayer} />;
  }
  if (liste.items.length === 0) {
    return <EmptyState icone={PackageOpen} titre={t('colis.vide')} aide={t('colis.videAide')} />;
  }
  return (
    <div className="mx-auto flex w-full max-w-2xl flex-col gap-5">
      <ADonner items={groupes.aRetirer} />
      {ORDRE.map((groupe) => (
        <UnGroupe key={groupe} groupe={groupe} items={groupes[groupe]} />
      ))}
      {liste.reste ? (
        <Button occupe={liste.chargeLaSuite} onClick={liste.charger}>
          {t('commun:actions.voirPlus')}
        </Button>
      ) : null}
    </div>
  );
}

export function MesColis() {
  const { t } = useTranslation('compte');
  return (
    <Page titre={t('colis.titre')} className="max-w-2xl">
      <PanneauMesColis />
    </Page>
  );
}
