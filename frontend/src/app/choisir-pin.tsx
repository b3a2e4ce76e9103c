import { KeyRound } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUtilisateur } from '@/lib/session';
import { isPin, isWeakPin, removePin, setPin } from '@/offline/pin';
import { refreshLock, useVerrou } from '@/offline/verrou';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Champ } from '@/ui/input';
import { toast, toastError } from '@/ui/toast';
import { SaisiePin } from './saisie-pin';

type Faute = 'forme' | 'faible' | 'different';

function faultOf(pin: string, encore: string): Faute | null {
  if (!isPin(pin)) return 'forme';
  if (isWeakPin(pin)) return 'faible';
  return pin === encore ? null : 'different';
}

function Formulaire({ onFait }: { onFait: () => void }) {
  const { t } = useTranslation(['horsLigne', 'commun']);
  const { id } = useUtilisateur();
  const pose = useVerrou((verrou) => verrou.pose);
  const [pin, setSaisie] = useState('');
  const [encore, setEncore] = useState('');
  const [faute, setFaute] = useState<Faute | null>(null);

  async function keep(): Promise<void> {
    await setPin(id, pin);
    await refreshLock();
    toast('succes', t('horsLigne:verrou.pose'));
    onFait();
  }

  async function remove(): Promise<void> {
    await removePin(id);
    await refreshLock();
    toast('succes', t('horsLigne:verrou.retire'));
    onFait();
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    const trouvee = faultOf(pin, encore);
    setFaute(trouvee);
    if (trouvee === null) void keep().catch(toastError);
  }

  const erreur = (ici: boolean) => (faute && ici ? { erreur: t(`horsLigne:verrou.${faute}`) } : {});
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Champ libelle={t('horsLigne:verrou.code')} {...erreur(faute !== 'different')}>
        {(lien) => <SaisiePin {...lien} autoFocus valeur={pin} onValeur={setSaisie} />}
      </Champ>
      <Champ libelle={t('horsLigne:verrou.encore')} {...erreur(faute === 'different')}>
        {(lien) => <SaisiePin {...lien} valeur={encore} onValeur={setEncore} />}
      </Champ>
      <div className="flex flex-wrap justify-end gap-2">
        {pose ? (
          <Button variante="danger" onClick={() => void remove().catch(toastError)}>
            {t('horsLigne:verrou.retirer')}
          </Button>
        ) : null}
        <Button type="submit" variante="principal">
          {t('commun:actions.enregistrer')}
        </Button>
      </div>
    </form>
  );
}

export function ChoisirPin({
  ouvert,
  onOuvert,
}: {
  ouvert: boolean;
  onOuvert: (ouvert: boolean) => void;
}) {
  const { t } = useTranslation('horsLigne');
  const pose = useVerrou((verrou) => verrou.pose);
  return (
    <Dialog
      ouvert={ouvert}
      onOuvert={onOuvert}
      taille="s"
      titre={pose ? t('verrou.changer') : t('verrou.choisir')}
      description={t('verrou.choisirAide')}
    >
      {ouvert ? <Formulaire onFait={() => onOuvert(false)} /> : null}
    </Dialog>
  );
}

const PLUS_TARD = 'ts-pin-plus-tard';
const RAPPEL_MS = 7 * 86_400_000;

/** Offered once at the first sign-in of a person here, on their home, in nobody's way. */
export function InvitePin() {
  const { t } = useTranslation('horsLigne');
  const { fonction } = useUtilisateur();
  const pose = useVerrou((verrou) => verrou.pose);
  const [choisir, setChoisir] = useState(false);
  const [tard, setTard] = useState(() => Number(localStorage.getItem(PLUS_TARD) ?? 0));
  const tu = fonction === 'client' || pose !== false || Date.now() - tard < RAPPEL_MS;
  if (tu && !choisir) return null;
  return (
    <section className="flex flex-wrap items-center gap-3 rounded-lg border bg-surface px-4 py-3 shadow-carte">
      <KeyRound aria-hidden className="size-5 text-accent-texte" />
      <p className="min-w-0 flex-1 basis-56 text-sm">{t('verrou.invite')}</p>
      <Button taille="s" onClick={() => setChoisir(true)}>
        {t('verrou.choisir')}
      </Button>
      <Button
        taille="s"
        variante="discret"
        onClick={() => {
          localStorage.setItem(PLUS_TARD, String(Date.now()));
          setTard(Date.now());
        }}
      >
        {t('verrou.plusTard')}
      </Button>
      <ChoisirPin ouvert={choisir} onOuvert={setChoisir} />
    </section>
  );
}
