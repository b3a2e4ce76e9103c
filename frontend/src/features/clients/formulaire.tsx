import { zodResolver } from '@hookform/resolvers/zod';
import { useMemo, useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { z } from 'zod';
import { hasCode } from '@/lib/problem';
import { useUtilisateur } from '@/lib/session';
import { formatTelephone, parseTelephone } from '@/lib/telephone';
import { uuid7 } from '@/lib/uuid7';
import { useDestinations } from '@/offline/destinations';
import { Button } from '@/ui/button';
import { Sheet } from '@/ui/dialog';
import { ErreurAction } from '@/ui/error-state';
import { Champ, Input, Textarea } from '@/ui/input';
import { Segments, Select } from '@/ui/select';
import { toast } from '@/ui/toast';
import {
  type Client,
  type ClientSaisi,
  type IssueModification,
  useCreation,
  useModification,
} from './queries';

const LANGUES = ['fr', 'en', 'zh', 'bm'] as const;
const CONSENTEMENTS = { oui: true, non: false, inconnu: null } as const;
type Consentement = keyof typeof CONSENTEMENTS;

const FORMULAIRE = 'formulaire-client';
const TONS = { faite: 'succes', conflit: 'alerte', attente: 'info' } as const;

function schemaOf(messages: { nom: string; telephone: string }) {
  return z
    .object({
      nom: z.string().trim().min(1, messages.nom).max(120),
      telephone: z.string(),
      pays: z.string(),
      langue: z.string(),
      adresse: z.string().max(200),
      consentement: z.enum(['oui', 'non', 'inconnu']),
    })
    .refine(({ telephone, pays }) => parseTelephone(telephone, pays) !== null, {
      path: ['telephone'],
      message: messages.telephone,
    });
}

type Champs = z.infer<ReturnType<typeof schemaOf>>;

function consentementOf(client: Client | null): Consentement {
  if (client?.consentement_whatsapp === true) return 'oui';
  return client?.consentement_whatsapp === false ? 'non' : 'inconnu';
}

const valuesOf = (client: Client | null, pays: string): Champs => ({
  nom: client?.nom ?? '',
  telephone: client ? formatTelephone(client.telephone) : '',
  pays: client?.pays ?? pays,
  langue: client?.langue ?? 'fr',
  adresse: client?.adresse ?? '',
  consentement: consentementOf(client),
});

const bodyOf = ({ consentement, ...champs }: Champs): ClientSaisi => ({
  ...champs,
  telephone: parseTelephone(champs.telephone, champs.pays) ?? champs.telephone,
  consentement_whatsapp: CONSENTEMENTS[consentement],
});

/** The taken number's own record is one tap away. */
function Refus({ erreur }: { erreur: unknown }) {
  const { t } = useTranslation('clients');
  if (hasCode(erreur, 'client_existe')) {
    const details = erreur.problem.details as { id?: string } | undefined;
    return (
      <p role="alert" className="rounded-md bg-alerte-doux px-3 py-2 text-sm text-alerte">
        {t('existe')}{' '}
        {details?.id ? (
          <Link to={`/clients/${details.id}`} className="font-semibold underline">
            {t('ouvrirExistant')}
          </Link>
        ) : null}
      </p>
    );
  }
  return <ErreurAction erreur={erreur} />;
}

interface Props {
  ouvert: boolean;
  onOuvert: (ouvert: boolean) => void;
  /** Absent: a new one. */
  client?: Client;
  onFait?: (client: Client) => void;
}

/** Contact data only: credit, notes and identity documents live at the destination. */
export function FormulaireClient({ ouvert, onOuvert, client, onFait }: Props) {
  const { t } = useTranslation(['clients', 'commun']);
  return (
    <Sheet
      ouvert={ouvert}
      onOuvert={onOuvert}
      titre={client ? t('modifierTitre') : t('nouveau')}
      pied={
        <>
          <Button onClick={() => onOuvert(false)}>{t('commun:actions.annuler')}</Button>
          <Button type="submit" form={FORMULAIRE} variante="principal">
            {client ? t('commun:actions.enregistrer') : t('creer')}
          </Button>
        </>
      }
    >
      {ouvert ? (
        <Contenu
          client={client ?? null}
          onFait={(fait) => {
            onOuvert(false);
            toast('succes', t('cree'));
            onFait?.(fait);
          }}
          onModifie={(issue) => {
            onOuvert(false);
            toast(TONS[issue], t(`issues.${issue}`));
          }}
        />
      ) : null}
    </Sheet>
  );
}

interface ContenuProps {
  client: Client | null;
  onFait: (client: Client) => void;
  onModifie: (issue: IssueModification) => void;
}

function Contenu({ client, onFait, onModifie }: ContenuProps) {
  const { t } = useTranslation('clients');
  const { pays } = useUtilisateur();
  const destinations = useDestinations();
  const [id] = useState(uuid7);
  const creation = useCreation();
  const modification = useModification(client);
  const schema = useMemo(
    () => schemaOf({ nom: t('erreurs.nom'), telephone: t('erreurs.telephone') }),
    [t],
  );
  const servi = destinations.find(({ code }) => code === pays)?.code;
  const { register, handleSubmit, formState, watch, setValue } = useForm<Champs>({
    resolver: zodResolver(schema),
    mode: 'onTouched',
    defaultValues: valuesOf(client, servi ?? 'ML'),
  });
  const { errors, dirtyFields } = formState;

  const submit = handleSubmit((champs) => {
    const body = bodyOf(champs);
    if (!client) {
      creation.mutate({ ...body, id }, { onSuccess: onFait });
      return;
    }
    const { pays: _, ...modifiable } = body;
    const touches = Object.entries(modifiable).filter(([champ]) =>
      champ === 'consentement_whatsapp'
        ? dirtyFields.consentement
        : dirtyFields[champ as keyof Champs],
    );
    modification.mutate(Object.fromEntries(touches), { onSuccess: onModifie });
  });

  return (
    <form id={FORMULAIRE} onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <Champ libelle={t('telephone')} requis erreur={errors.telephone?.message}>
        {(lien) => (
          <Input
            {...lien}
            autoFocus
            inputMode="tel"
            autoComplete="off"
            className="chiffres"
            {...register('telephone')}
          />
        )}
      </Champ>
      <Champ libelle={t('nom')} requis erreur={errors.nom?.message}>
        {(lien) => <Input {...lien} autoComplete="off" {...register('nom')} />}
      </Champ>
      <div className="grid grid-cols-2 gap-3">
        <Champ libelle={t('pays')}>
          {(lien) => (
            <Select
              {...lien}
              disabled={client !== null || servi !== undefined}
              choix={destinations.map(({ code, nom }) => ({ valeur: code, libelle: nom }))}
              {...register('pays')}
            />
          )}
        </Champ>
        <Champ libelle={t('langue')}>
          {(lien) => (
            <Select
              {...lien}
              choix={LANGUES.map((valeur) => ({ valeur, libelle: t(`langues.${valeur}`) }))}
              {...register('langue')}
            />
          )}
        </Champ>
      </div>
      <Champ libelle={t('adresse')}>
        {(lien) => <Textarea {...lien} className="min-h-16" {...register('adresse')} />}
      </Champ>
      <Segments
        libelle={t('whatsapp')}
        choix={(['oui', 'non', 'inconnu'] as const).map((valeur) => ({
          valeur,
          libelle: t(`consentement.${valeur}`),
        }))}
        valeur={watch('consentement')}
        onChange={(choisi) => setValue('consentement', choisi, { shouldDirty: true })}
        className="flex-wrap"
      />
      <Refus erreur={creation.error ?? modification.error} />
    </form>
  );
}
