import { KeyRound, Lock, LockKeyhole, LogOut } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { type Langue, useLangue } from '@/lib/langue';
import { logOut, saveLanguage, useUtilisateur } from '@/lib/session';
import { useTheme } from '@/lib/theme';
import { isKnown, useEtatFile } from '@/offline/etat';
import { wipeReadings } from '@/offline/lecture';
import { lockScreen, useVerrou } from '@/offline/verrou';
import { Menu, MenuChoix, MenuLigne, MenuTitre, MenuTrait } from '@/ui/menu';
import { toast, toastError } from '@/ui/toast';
import { ChoisirPin } from './choisir-pin';
import { Quitter } from './quitter';

const LANGUES: readonly { valeur: Langue; libelle: string }[] = [
  { valeur: 'fr', libelle: 'Français' },
  { valeur: 'en', libelle: 'English' },
  { valeur: 'zh', libelle: '中文' },
];

const initiales = (nom: string): string =>
  nom
    .split(/\s+/)
    .slice(0, 2)
    .map((mot) => mot.charAt(0).toUpperCase())
    .join('');

export function MenuCompte() {
  const { t } = useTranslation(['commun', 'horsLigne', 'utilisateurs']);
  const navigate = useNavigate();
  const utilisateur = useUtilisateur();
  const { langue, choisir } = useLangue();
  const { theme, choisir: choisirTheme } = useTheme();
  const file = useEtatFile();
  const pose = useVerrou((verrou) => verrou.pose);
  const [quitter, setQuitter] = useState(false);
  const [pin, setPin] = useState(false);

  /** Waiting acts replay only under their author: leaving with some, or with who knows, is refused. */
  async function leave(): Promise<void> {
    if (utilisateur.fonction !== 'client' && !isKnown(file)) {
      toast('danger', t('horsLigne:quitter.inconnu'));
      return;
    }
    if (file.aEnvoyer + file.photos > 0) {
      setQuitter(true);
      return;
    }
    try {
      await logOut();
      await wipeReadings();
      window.location.assign('/connexion');
    } catch (erreur) {
      toastError(erreur);
    }
  }

  return (
    <>
      <Menu
        declencheur={
          <button
            type="button"
            aria-label={t('menu.compte')}
            className="grid size-9 shrink-0 place-items-center rounded-full bg-accent-doux text-xs font-semibold text-accent-texte pointer-coarse:size-10"
          >
            {initiales(utilisateur.nom)}
          </button>
        }
      >
        <div className="px-2.5 py-2">
          <p className="font-semibold">{utilisateur.nom}</p>
          <p className="text-xs text-discret">
            {t(`roles.${utilisateur.role as 'direction'}`, { defaultValue: utilisateur.role })}
          </p>
        </div>
        <MenuTrait />
        <MenuTitre>{t('langue')}</MenuTitre>
        <MenuChoix
          valeur={langue}
          onChange={(choisie) => {
            choisir(choisie);
            void saveLanguage(choisie);
          }}
          choix={LANGUES}
        />
        <MenuTrait />
        <MenuTitre>{t('theme.titre')}</MenuTitre>
        <MenuChoix
          valeur={theme}
          onChange={choisirTheme}
          choix={[
            { valeur: 'clair', libelle: t('theme.clair') },
            { valeur: 'sombre', libelle: t('theme.sombre') },
            { valeur: 'systeme', libelle: t('theme.systeme') },
          ]}
        />
        <MenuTrait />
        {utilisateur.actions.includes('mot_de_passe.changer') ? (
          <MenuLigne onSelect={() => void navigate('/securite')}>
            <KeyRound aria-hidden />
            {t('utilisateurs:securite')}
          </MenuLigne>
        ) : null}
        {utilisateur.fonction === 'client' ? null : (
          <MenuLigne onSelect={() => setPin(true)}>
            <LockKeyhole aria-hidden />
            {pose ? t('horsLigne:verrou.changer') : t('horsLigne:verrou.choisir')}
          </MenuLigne>
        )}
        {pose ? (
          <MenuLigne onSelect={() => void lockScreen()}>
            <Lock aria-hidden />
            {t('horsLigne:verrou.verrouiller')}
          </MenuLigne>
        ) : null}
        <MenuLigne danger onSelect={() => void leave()}>
          <LogOut aria-hidden />
          {t('actions.deconnexion')}
        </MenuLigne>
      </Menu>
      <Quitter ouvert={quitter} onOuvert={setQuitter} />
      <ChoisirPin ouvert={pin} onOuvert={setPin} />
    </>
  );
}
