import { EyeOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Argent, parseMontant, symboleOf } from '@/lib/format';
import { hasCode } from '@/lib/problem';
import { useArgentEnAttente } from '@/offline/etat';
import { useSaisieEnCours } from '@/offline/saisie-en-cours';
import type { SessionCaisse } from '@/offline/session-caisse';
import { Button } from '@/ui/button';
import { type Compte, Coupures, totalOf } from '@/ui/coupures';
import { Confirmer } from '@/ui/dialog';
import { type EcartBilan, EcartsBilan } from '@/ui/ecarts';
import { ErreurAction } from '@/ui/error-state';
import { Argent as ArgentVu, Fiche } from '@/ui/format';
import { Champ, InputUnite } from '@/ui/input';
import { Carte } from '@/ui/page';
import { MOYENS, type Moyen, useComptage } from './queries';

const AUTRES = MOYENS.filter((moyen) => moyen !== 'especes');

type Saisies = Partial<Record<Moyen, string>>;

/** What was typed for each other method; null when one of them is unreadable. */
export function readMoyens(
  saisies: Saisies,
  devise: string,
): Partial<Record<Moyen, number>> | null {
  const lus: Partial<Record<Moyen, number>> = {};
  for (const moyen of AUTRES) {
    const texte = saisies[moyen]?.trim() ?? '';
    if (texte === '') continue;
    const montant = parseMontant(texte, devise);
    if (montant === null) return null;
    lus[moyen] = montant;
  }
  return lus;
}

function Recapitulatif({
  especes,
  lus,
  devise,
}: {
  especes: number;
  lus: Partial<Record<Moyen, number>>;
  devise: string;
}) {
  const { t } = useTranslation('caisse');
  const argent = (montant: number): Argent => ({ montant, devise });
  return (
    <Fiche
      lignes={[
        [t('moyens.especes'), <ArgentVu key="especes" valeur={argent(especes)} />],
        ...AUTRES.map((moyen) =>
          lus[moyen] === undefined
            ? null
            : ([
                t(`moyens.${moyen}`),
                <ArgentVu key={moyen} valeur={argent(lus[moyen] ?? 0)} />,
              ] as const),
        ),
      ]}
    />
  );
}

/** What a device and the server count otherwise, when that is why the closing was refused. */
function ecartsOf(erreur: unknown): readonly EcartBilan[] {
  if (!hasCode(erreur, 'bilan_different')) return [];
  const details = erreur.problem.details as { ecarts?: EcartBilan[] } | undefined;
  return details?.ecarts ?? [];
}

interface Props {
  session: SessionCaisse;
  /** Why somebody else counts in the cashier's place; their own count gives none. */
  motif?: string;
  onComptee: (session: SessionCaisse) => void;
  onAnnuler: () => void;
}

/** The blind count: what is in the drawer, never what should be; once. */
export function ComptageCaisse({ session, motif, onComptee, onAnnuler }: Props) {
  const { t } = useTranslation(['caisse', 'commun']);
  const [compte, setCompte] = useState<Compte>({});
  const [saisies, setSaisies] = useState<Saisies>({});
  const [confirmer, setConfirmer] = useState(false);
  const comptage = useComptage(session.id);
  const miennes = useArgentEnAttente().length;
  // The server has not seen them: the count would be short of them.
  const enAttente = motif === undefined ? miennes : 0;
  const titre =
    motif === undefined
      ? t('compter.titre')
      : t('autrui.titre', { caissier: session.caissier.nom ?? t('autrui.inconnu') });
  const { devise } = session;
  const lus = readMoyens(saisies, devise);
  useSaisieEnCours(true);

  function submit(): void {
    if (!lus) return;
    comptage.mutate(
      { coupures: compte, par_moyen: lus, motif },
      { onSuccess: onComptee, onSettled: () => setConfirmer(false) },
    );
  }

  return (
    <Carte titre={titre} className="max-w-2xl">
      <form
        aria-label={titre}
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          setConfirmer(true);
        }}
      >
        <p className="flex items-center gap-2 rounded-md bg-info-doux px-3 py-2 text-sm text-info">
          <EyeOff aria-hidden className="size-4 shrink-0" />
          {t('compter.aveugle')}
        </p>
        <Coupures devise={devise} compte={compte} onChange={setCompte} />
        <fieldset className="grid gap-3 sm:grid-cols-2">
          <legend className="mb-2 text-sm font-semibold">{t('compter.autres')}</legend>
          {AUTRES.map((moyen) => {
            const texte = saisies[moyen] ?? '';
            const illisible = texte.trim() !== '' && parseMontant(texte, devise) === null;
            return (
              <Champ
                key={moyen}
                libelle={t(`moyens.${moyen}`)}
                erreur={illisible ? t('compter.illisible') : undefined}
              >
                {(lien) => (
                  <InputUnite
                    {...lien}
                    unite={symboleOf(devise)}
                    inputMode="numeric"
                    value={texte}
                    onChange={(event) =>
                      setSaisies((avant) => ({ ...avant, [moyen]: event.target.value }))
                    }
                  />
                )}
              </Champ>
            );
          })}
        </fieldset>
        {enAttente > 0 ? (
          <p role="alert" className="rounded-md bg-alerte-doux px-3 py-2 text-sm text-alerte">
            {t('compter.attendre', { count: enAttente })}
          </p>
        ) : null}
        <ErreurAction erreur={comptage.error} />
        <EcartsBilan ecarts={ecartsOf(comptage.error)} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onAnnuler}>{t('commun:actions.annuler')}</Button>
          <Button
            type="submit"
            variante="principal"
            disabled={enAttente > 0 || lus === null}
            occupe={comptage.isPending}
          >
            {t('compter.fermer')}
          </Button>
        </div>
      </form>
      <Confirmer
        ouvert={confirmer}
        onOuvert={setConfirmer}
        titre={t('compter.question')}
        action={t('compter.confirmer')}
        occupe={comptage.isPending}
        onConfirmer={submit}
      >
        <p className="mb-3 text-sm">{t('compter.uneFois')}</p>
        <Recapitulatif especes={totalOf(compte)} lus={lus ?? {}} devise={devise} />
      </Confirmer>
    </Carte>
  );
}
