import { CircleAlert, CircleCheck, ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { cn } from '@/lib/classes';
import { formatNombre } from '@/lib/format';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { ErreurAction } from '@/ui/error-state';
import { Depuis, Nombre } from '@/ui/format';
import { Carte } from '@/ui/page';
import { Lignes } from '@/ui/skeleton';
import { type Chaine, type Defaut, useSceaux, useVerification, type Verification } from './queries';

function LigneChaine({ chaine, dehors }: { chaine: Chaine; dehors: boolean }) {
  const { t } = useTranslation('audit');
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-1 py-2">
      <span className="chiffres w-14 font-semibold">{chaine.chaine}</span>
      <span>
        {t('sceaux.numero', { numero: chaine.numero })} · <Depuis le={chaine.scelle_le} />
      </span>
      <span className="text-discret">
        <Nombre n={chaine.total} /> {t('sceaux.lignes', { count: chaine.total })}
      </span>
      {chaine.en_retard ? (
        <Badge ton="danger">{t('sceaux.retard', { count: chaine.non_scelles })}</Badge>
      ) : chaine.non_scelles > 0 ? (
        <Badge ton="neutre">{t('sceaux.attente', { count: chaine.non_scelles })}</Badge>
      ) : null}
      {dehors && chaine.ancre_numero !== null ? (
        <Badge ton={chaine.ancre_numero === chaine.numero ? 'succes' : 'alerte'}>
          {t('sceaux.dehors', { numero: chaine.ancre_numero })}
        </Badge>
      ) : null}
      <span className="chiffres w-full truncate text-xs text-discret" title={chaine.empreinte}>
        {chaine.empreinte}
      </span>
    </li>
  );
}

/** A row by its table and id, a seal by its chain and number, or a guard by its table. */
function LieuDuDefaut({ defaut }: { defaut: Defaut }) {
  const { t } = useTranslation('audit');
  return (
    <ul className="mt-1 flex flex-col gap-0.5 text-xs text-discret">
      {defaut.table ? (
        <li>
          {t(`sceaux.tables.${defaut.table as 'audit_entree'}`, { defaultValue: defaut.table })}
        </li>
      ) : null}
      {defaut.ligne_id ? <li className="chiffres break-all">{defaut.ligne_id}</li> : null}
      {defaut.numero === null ? null : (
        <li className="chiffres">
          {defaut.chaine} · {t('sceaux.numero', { numero: defaut.numero })}
        </li>
      )}
      {defaut.nature === 'garde' ? <li className="break-words">{defaut.detail}</li> : null}
    </ul>
  );
}

function Reponse({ dit }: { dit: Verification }) {
  const { t } = useTranslation('audit');
  const Icone = dit.intact ? CircleCheck : CircleAlert;
  const compte = t('sceaux.compte', {
    lignes: formatNombre(dit.scelles),
    sceaux: formatNombre(dit.sceaux),
  });
  return (
    <div
      role="status"
      className={cn(
        'flex gap-2.5 rounded-lg p-3 text-sm',
        dit.intact ? 'bg-succes-doux text-succes' : 'bg-danger-doux text-danger',
      )}
    >
      <Icone aria-hidden className="mt-0.5 size-5 shrink-0" />
      <div className="min-w-0">
        <p className="font-semibold">
          {dit.premier_defaut
            ? t(`sceaux.natures.${dit.premier_defaut.nature}`)
            : t('sceaux.intact')}
        </p>
        <p className="text-encre">{compte}</p>
        {dit.premier_defaut ? <LieuDuDefaut defaut={dit.premier_defaut} /> : null}
        <p className="mt-1 text-xs text-discret">
          {dit.ancre ? t('sceaux.avecAncre', { count: dit.ancres }) : t('sceaux.sansAncre')}
          {dit.complet ? null : ` ${t('sceaux.partiel')}`}
        </p>
      </div>
    </div>
  );
}

/** How the seals stand, chain by chain, and the journal checked against them on demand. */
export function Sceaux() {
  const { t } = useTranslation('audit');
  const etat = useSceaux();
  const verification = useVerification();
  const chaines = etat.data?.chaines ?? [];
  const dehors = (etat.data?.ancres.length ?? 0) > 0;
  return (
    <Carte
      titre={t('sceaux.titre')}
      actions={
        <Button
          variante="principal"
          occupe={verification.isPending}
          onClick={() => verification.mutate()}
        >
          <ShieldCheck aria-hidden />
          {t('sceaux.verifier')}
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        {etat.isPending ? <Lignes nombre={1} /> : null}
        <ErreurAction erreur={etat.error ?? verification.error} />
        {etat.data && chaines.length === 0 ? (
          <p className="text-sm text-discret">{t('sceaux.aucun')}</p>
        ) : (
          <ul className="divide-y text-sm">
            {chaines.map((chaine) => (
              <LigneChaine key={chaine.chaine} chaine={chaine} dehors={dehors} />
            ))}
          </ul>
        )}
        {etat.data && !dehors ? (
          <p className="text-xs text-alerte">{t('sceaux.nulleAncre')}</p>
        ) : null}
        {verification.data ? <Reponse dit={verification.data} /> : null}
      </div>
    </Carte>
  );
}
