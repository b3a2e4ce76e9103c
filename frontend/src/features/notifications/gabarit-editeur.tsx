import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDebounce } from '@/lib/debounce';
import { useCan } from '@/lib/session';
import { Attente } from '@/ui/attente';
import { Button } from '@/ui/button';
import { ErreurAction } from '@/ui/error-state';
import { Champ, Textarea } from '@/ui/input';
import { Kbd } from '@/ui/kbd';
import { Carte } from '@/ui/page';
import { toast } from '@/ui/toast';
import { ApercuTexte } from './gabarit-apercu';
import { MotsOfferts } from './gabarit-mots';
import { VersionsGabarit } from './gabarit-versions';
import {
  type Choix,
  TEXTE_MAX,
  TEXTE_MIN,
  useApercu,
  useEcriture,
  useVersions,
  type Version,
} from './queries-gabarits';

interface Props {
  choix: Choix;
  /** What was typed and not saved; absent when nothing was. */
  brouillon: string | undefined;
  onBrouillon: (texte: string | null) => void;
}

/** One text: words on the left, what the client reads on the right, its versions below. */
export function EditeurGabarit(props: Props) {
  const versions = useVersions(props.choix);
  const actuelle = versions.data?.[0];
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <Attente
        pret={actuelle !== undefined}
        erreur={versions.error}
        onReessayer={() => void versions.refetch()}
      />
      {actuelle && versions.data ? (
        <Edition {...props} actuelle={actuelle} versions={versions.data} />
      ) : null}
    </div>
  );
}

function Edition({
  choix,
  brouillon,
  onBrouillon,
  actuelle,
  versions,
}: Props & { actuelle: Version; versions: readonly Version[] }) {
  const { t } = useTranslation('gabarits');
  const peutEcrire = useCan('reglage.modifier');
  const champ = useRef<HTMLTextAreaElement>(null);
  /** Where the cursor last was: at the end until somebody went into the text. */
  const curseur = useRef<readonly [number, number] | null>(null);
  const [texte, setTexte] = useState(brouillon ?? actuelle.texte);
  const apercu = useApercu(choix, useDebounce(texte, 300));
  const ecriture = useEcriture(choix);
  const change = texte.trim() !== actuelle.texte.trim();
  const court = texte.trim().length < TEXTE_MIN;
  const inconnus = apercu.data?.inconnus ?? [];
  const pret = change && !court && inconnus.length === 0;

  function type(nouveau: string): void {
    setTexte(nouveau);
    ecriture.reset();
    onBrouillon(nouveau.trim() === actuelle.texte.trim() ? null : nouveau);
  }

  function insert(mot: string): void {
    const zone = champ.current;
    const [debut, fin] = curseur.current ?? [texte.length, texte.length];
    type(`${texte.slice(0, debut)}{${mot}}${texte.slice(fin)}`);
    zone?.focus();
    const apres = debut + mot.length + 2;
    curseur.current = [apres, apres];
    requestAnimationFrame(() => zone?.setSelectionRange(apres, apres));
  }

  function save(): void {
    if (!pret || ecriture.isPending) return;
    ecriture.mutate(texte, {
      onSuccess: ({ version }) => {
        toast('succes', t('enregistre', { version }));
        onBrouillon(null);
      },
    });
  }

  return (
    <>
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <Carte titre={t('redaction')}>
          <div className="flex flex-col gap-3">
            <Champ
              libelle={t('texte')}
              aide={t(choix.canal === 'sms' ? 'aideSms' : 'aide')}
              erreur={refusalOf(court, inconnus, t)}
            >
              {(lien) => (
                <Textarea
                  {...lien}
                  ref={champ}
                  lang={choix.langue}
                  rows={12}
                  maxLength={TEXTE_MAX}
                  readOnly={!peutEcrire}
                  className="chiffres text-[0.8125rem] leading-relaxed"
                  value={texte}
                  onChange={(event) => type(event.target.value)}
                  onSelect={({ currentTarget }) => {
                    curseur.current = [currentTarget.selectionStart, currentTarget.selectionEnd];
                  }}
                  onKeyDown={(event) => {
                    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
                    event.preventDefault();
                    save();
                  }}
                />
              )}
            </Champ>
            {peutEcrire ? <MotsOfferts mots={apercu.data?.mots ?? []} onMot={insert} /> : null}
            <ErreurAction erreur={ecriture.error} />
            {peutEcrire ? (
              <div className="flex flex-wrap items-center justify-end gap-2">
                {change ? (
                  <Button onClick={() => type(actuelle.texte)}>{t('abandonner')}</Button>
                ) : null}
                <Button
                  variante="principal"
                  disabled={!pret}
                  occupe={ecriture.isPending}
                  onClick={save}
                >
                  {t('enregistrer')}
                  <Kbd>Ctrl ⏎</Kbd>
                </Button>
              </div>
            ) : null}
          </div>
        </Carte>
        <ApercuTexte
          apercu={apercu.data}
          erreur={apercu.error}
          langue={choix.langue}
          canal={choix.canal}
        />
      </div>
      <VersionsGabarit
        versions={versions}
        reprendre={peutEcrire ? (version) => type(version.texte) : undefined}
      />
    </>
  );
}

function refusalOf(
  court: boolean,
  inconnus: readonly string[],
  t: (cle: 'tropCourt' | 'inconnus', plus?: { mots: string; count: number }) => string,
): string | undefined {
  if (court) return t('tropCourt');
  if (inconnus.length === 0) return undefined;
  const mots = inconnus.map((mot) => `{${mot}}`).join(', ');
  return t('inconnus', { mots, count: inconnus.length });
}
