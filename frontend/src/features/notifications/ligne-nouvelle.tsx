import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PAYS, usePaysVu } from '@/lib/pays-vu';
import { uuid7 } from '@/lib/uuid7';
import { Button } from '@/ui/button';
import { Sheet } from '@/ui/dialog';
import { ErreurAction } from '@/ui/error-state';
import { Case, Champ, Input } from '@/ui/input';
import { Segments, Select } from '@/ui/select';
import { toast } from '@/ui/toast';
import { RYTHME_PAR_DEFAUT, readRythme } from './ligne-brouillon';
import { ChampsRythme } from './ligne-rythme';
import { SECRET_MIN } from './ligne-secret';
import {
  FOURNISSEURS,
  type Fournisseur,
  type NouvelleLigne,
  type Usage,
  usagesOf,
  useNouvelleLigne,
} from './queries-lignes';

interface Saisie {
  pays: string;
  nom: string;
  fournisseur: Fournisseur;
  compte: string;
  secret: string;
  usage: Usage;
  chauffe: boolean;
}

function Identite({
  saisie,
  change,
  choisirPays,
}: {
  saisie: Saisie;
  change: (un: Partial<Saisie>) => void;
  choisirPays: boolean;
}) {
  const { t } = useTranslation(['lignes', 'notifications', 'commun']);
  const texte = (nom: 'nom' | 'compte' | 'secret', plus: React.ComponentProps<'input'>) => (
    <Champ libelle={t(nom)} requis aide={nom === 'nom' ? undefined : t(`${nom}Champ`)}>
      {(lien) => (
        <Input
          {...lien}
          {...plus}
          value={saisie[nom]}
          onChange={(event) => change({ [nom]: event.target.value })}
        />
      )}
    </Champ>
  );
  return (
    <>
      {choisirPays ? (
        <Segments
          libelle={t('commun:paysVu')}
          choix={PAYS.map((valeur) => ({ valeur, libelle: t(`commun:pays.${valeur}`) }))}
          valeur={PAYS.find((code) => code === saisie.pays) ?? 'ML'}
          onChange={(pays) => change({ pays })}
        />
      ) : null}
      {texte('nom', { maxLength: 60, autoFocus: true })}
      <div className="grid gap-3 sm:grid-cols-2">
        <Champ libelle={t('fournisseur')}>
          {(lien) => (
            <Select
              {...lien}
              choix={FOURNISSEURS.map((valeur) => ({
                valeur,
                libelle: t(`fournisseurs.${valeur}`),
              }))}
              value={saisie.fournisseur}
              onChange={(event) => {
                const choisi = FOURNISSEURS.find((un) => un === event.target.value) ?? 'wachap';
                change({ fournisseur: choisi, usage: usagesOf(choisi)[0] ?? 'etapes' });
              }}
            />
          )}
        </Champ>
        <Champ libelle={t('usage')}>
          {(lien) => (
            <Select
              {...lien}
              choix={usagesOf(saisie.fournisseur).map((valeur) => ({
                valeur,
                libelle: t(`notifications:usages.${valeur}`),
              }))}
              value={saisie.usage}
              onChange={(event) =>
                change({
                  usage: usagesOf(saisie.fournisseur).find((un) => un === event.target.value),
                })
              }
            />
          )}
        </Champ>
      </div>
      {texte('compte', { maxLength: 80, className: 'chiffres', autoComplete: 'off' })}
      {texte('secret', { type: 'password', maxLength: 500, autoComplete: 'new-password' })}
    </>
  );
}

/** A new line: it sends once its provider has said, within seconds, that it is connected. */
export function CreationLigne({ ordre, onFerme }: { ordre: number; onFerme: () => void }) {
  const { t } = useTranslation(['lignes', 'commun']);
  const vu = usePaysVu();
  const [id] = useState(uuid7);
  const [rythme, setRythme] = useState(RYTHME_PAR_DEFAUT);
  const [saisie, setSaisie] = useState<Saisie>({
    pays: vu ?? 'ML',
    nom: '',
    fournisseur: 'wachap',
    compte: '',
    secret: '',
    usage: 'etapes',
    chauffe: true,
  });
  const creation = useNouvelleLigne();
  const { lu } = readRythme(rythme);
  const pret =
    lu !== null &&
    saisie.nom.trim() !== '' &&
    saisie.compte.trim() !== '' &&
    saisie.secret.trim().length >= SECRET_MIN;

  function create(): void {
    if (!lu || !pret) return;
    const ligne: NouvelleLigne = { ...saisie, ...lu, id, ordre };
    creation.mutate(ligne, {
      onSuccess: () => {
        toast('succes', t('creee', { nom: saisie.nom }));
        onFerme();
      },
    });
  }

  return (
    <Sheet
      ouvert
      onOuvert={(ouvert) => {
        if (!ouvert) onFerme();
      }}
      titre={t('nouvelle')}
      description={t('nouvelleAide')}
      pied={
        <>
          <Button onClick={onFerme}>{t('commun:actions.annuler')}</Button>
          <Button
            variante="principal"
            type="submit"
            form="nouvelle-ligne"
            disabled={!pret}
            occupe={creation.isPending}
          >
            {t('creer')}
          </Button>
        </>
      }
    >
      <form
        id="nouvelle-ligne"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          create();
        }}
      >
        <Identite
          saisie={saisie}
          change={(un) => setSaisie({ ...saisie, ...un })}
          choisirPays={vu === null}
        />
        <ChampsRythme rythme={rythme} onRythme={setRythme} />
        <div className="flex flex-col gap-1">
          <Case
            libelle={t('chauffe')}
            checked={saisie.chauffe}
            onChange={(event) => setSaisie({ ...saisie, chauffe: event.target.checked })}
          />
          <p className="text-xs text-discret">{t('chauffeAide')}</p>
        </div>
        <ErreurAction erreur={creation.error} />
      </form>
    </Sheet>
  );
}
