import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parsePoidsKg } from '@/lib/format';
import { Button } from './button';
import { Dialog } from './dialog';
import { ErreurAction } from './error-state';
import { Champ, Input } from './input';
import { type Choix, Select } from './select';

type Valeurs = Readonly<Record<string, unknown>>;

/** One field of a refused act that may be put right. */
export interface ChampCorrige {
  /** Where it stands in what was captured: `client.nom`. */
  chemin: string;
  libelle: string;
  /** Chosen among these; typed otherwise. */
  choix?: readonly Choix[];
  /** As it is typed; the value itself when absent. */
  lire?: (valeur: unknown) => string;
  /** What was typed as it travels; null when it cannot be read. */
  ecrire?: (saisie: string) => unknown;
  /** May be left empty. */
  libre?: boolean;
}

export function valueAt(valeurs: unknown, chemin: string): unknown {
  return chemin
    .split('.')
    .reduce<unknown>(
      (dans, cle) =>
        typeof dans === 'object' && dans !== null ? Reflect.get(dans, cle) : undefined,
      valeurs,
    );
}

/** The same values with one of them replaced, whatever its depth; undefined takes it away. */
export function withValueAt(valeurs: Valeurs, chemin: string, valeur: unknown): Valeurs {
  const [cle = '', ...reste] = chemin.split('.');
  if (reste.length === 0) return { ...valeurs, [cle]: valeur };
  const dessous = valeurs[cle];
  const dans = typeof dessous === 'object' && dessous !== null ? (dessous as Valeurs) : {};
  return { ...valeurs, [cle]: withValueAt(dans, reste.join('.'), valeur) };
}

const textOf = (valeur: unknown): string =>
  valeur === undefined || valeur === null ? '' : String(valeur);

/** Grams, typed as kilograms. */
export const enKilos: Pick<ChampCorrige, 'lire' | 'ecrire'> = {
  lire: (grammes) => (typeof grammes === 'number' ? String(grammes / 1000).replace('.', ',') : ''),
  ecrire: (saisie) => {
    const grammes = parsePoidsKg(saisie);
    return grammes !== null && grammes > 0 ? grammes : null;
  },
};

/** What was typed in one field as it travels; null: it holds the sending back. */
function readField({ ecrire, libre }: ChampCorrige, saisie: string): unknown {
  const texte = saisie.trim();
  if (texte === '') return libre ? undefined : null;
  return ecrire ? ecrire(texte) : texte;
}

interface Lue {
  valeurs: Valeurs;
  /** Paths of the fields that cannot be read. */
  faux: ReadonlySet<string>;
  change: boolean;
}

function readAll(
  payload: Valeurs,
  champs: readonly ChampCorrige[],
  saisies: Readonly<Record<string, string>>,
): Lue {
  let valeurs = payload;
  const faux = new Set<string>();
  for (const champ of champs) {
    const saisie = saisies[champ.chemin];
    if (saisie === undefined) continue;
    const valeur = readField(champ, saisie);
    if (valeur === null) faux.add(champ.chemin);
    else valeurs = withValueAt(valeurs, champ.chemin, valeur);
  }
  return { valeurs, faux, change: JSON.stringify(valeurs) !== JSON.stringify(payload) };
}

interface Props {
  titre: string;
  /** The act in a few words, or why it was refused. */
  description?: string;
  payload: Valeurs;
  champs: readonly ChampCorrige[];
  onEnvoyer: (payload: Record<string, unknown>) => void;
  onFermer: () => void;
  occupe: boolean;
  erreur: unknown;
}

/** A refused act's fields, as they were captured: what is put right leaves as a new act. */
export function Correction({ titre, description, payload, champs, ...reste }: Props) {
  const { t } = useTranslation(['horsLigne', 'commun']);
  const { onEnvoyer, onFermer, occupe, erreur } = reste;
  const [saisies, setSaisies] = useState<Readonly<Record<string, string>>>({});
  const formulaire = useId();
  const { valeurs, faux, change } = readAll(payload, champs, saisies);
  const pret = change && faux.size === 0 && !occupe;

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (pret) onEnvoyer({ ...valeurs });
  }

  return (
    <Dialog
      ouvert
      onOuvert={(ouvert) => !ouvert && onFermer()}
      titre={titre}
      description={description}
      tenace={change}
      pied={
        <>
          <Button onClick={onFermer}>{t('commun:actions.annuler')}</Button>
          <Button
            type="submit"
            form={formulaire}
            variante="principal"
            disabled={!pret}
            occupe={occupe}
          >
            {t('corriger')}
          </Button>
        </>
      }
    >
      <form id={formulaire} onSubmit={submit} className="flex flex-col gap-3">
        {champs.map(({ chemin, libelle, choix, lire = textOf, libre }) => (
          <Champ
            key={chemin}
            libelle={libelle}
            requis={!libre}
            erreur={faux.has(chemin) ? t('champFaux') : undefined}
          >
            {(lien) => {
              const commun = {
                ...lien,
                value: saisies[chemin] ?? lire(valueAt(payload, chemin)),
                onChange: ({ target }: { target: { value: string } }) =>
                  setSaisies((avant) => ({ ...avant, [chemin]: target.value })),
              };
              return choix ? (
                <Select {...commun} choix={choix} vide={t('choisir')} />
              ) : (
                <Input {...commun} autoComplete="off" maxLength={400} />
              );
            }}
          </Champ>
        ))}
        <ErreurAction erreur={erreur} />
      </form>
    </Dialog>
  );
}
