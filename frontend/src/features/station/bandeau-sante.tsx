import { Camera, CloudUpload, Printer, Scale, ScanLine, Wifi } from 'lucide-react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { cn } from '@/lib/classes';
import { useEtatFile } from '@/offline/etat';
import { ficheOf } from '@/station/balance/protocoles';
import { cleErreur } from '@/station/erreurs';
import type { EtatFile } from '@/station/imprimante/file';
import { useFile } from '@/station/imprimante/use-file';
import { type Sante as Etat, santeBalance, santeCamera, santeDouchette, usePoste } from './poste';
import { usePreferences } from './preferences';
import { useReseau } from './use-reseau';

const POINTS: Record<Etat, string> = {
  bon: 'bg-plein-succes',
  attente: 'bg-plein-alerte',
  panne: 'bg-plein-danger',
  absent: 'bg-trait-fort',
};

interface Organe {
  nom: 'balance' | 'imprimante' | 'camera' | 'douchette' | 'reseau' | 'file';
  icone: ComponentType<{ className?: string; 'aria-hidden'?: boolean }>;
  etat: Etat;
  detail: string;
  to: string;
}

type Etats = Pick<Organe, 'etat' | 'detail'>;

const SANTES_LIEN: Readonly<Record<EtatFile['lien'], Etat>> = {
  absente: 'panne',
  connexion: 'attente',
  connectee: 'bon',
  debranchee: 'panne',
  erreur: 'panne',
};

function useImprimante(): Etats {
  const { t } = useTranslation(['station', 'materiel']);
  const { imprimer, imprimante } = usePreferences();
  const { travaux, bloquee, lien } = useFile();
  if (!imprimer) return { etat: 'absent', detail: t('sante.absent') };
  if (bloquee) return { etat: 'panne', detail: t(`materiel:${cleErreur(bloquee)}`) };
  if (lien !== 'connectee') return { etat: SANTES_LIEN[lien], detail: t(`sante.liens.${lien}`) };
  const doute = travaux.some(({ etat }) => etat === 'uncertain');
  return {
    etat: doute ? 'attente' : 'bon',
    detail: t(doute ? 'sante.sortieDouteuse' : `poste.transports.${imprimante.transport}`),
  };
}

/** A format that fits two scales is not believed before a known weight has proved it. */
function useSanteBalance(): Etats {
  const { t } = useTranslation('station');
  const { balance: reglage, etalonne_le } = usePreferences();
  const sante = usePoste(({ balance }) => santeBalance(balance));
  if (reglage === null) return { etat: 'absent', detail: t('sante.absent') };
  const douteux = ficheOf(reglage.protocole).ambigu === true && etalonne_le === null;
  if (sante === 'bon' && douteux) return { etat: 'attente', detail: t('sante.aVerifier') };
  return { etat: sante, detail: t(`sante.${sante}`) };
}

/** The scanner, and the camera when it reads too: either one alone still starts cartons. */
function useSanteDouchette(): Etats {
  const { t } = useTranslation('station');
  const { camera, cameraLit } = usePreferences();
  const douchette = usePoste((poste) => poste.douchette);
  const lecture = usePoste((poste) => poste.lecture);
  const sante = santeDouchette(douchette);
  const detail = t(douchette === 'clavier' ? 'sante.clavier' : `sante.${sante}`);
  if (!camera || !cameraLit) return { etat: sante, detail };
  if (lecture === 'prete') {
    const etat = sante === 'absent' ? 'bon' : sante;
    return { etat, detail: t('sante.avecCamera', { douchette: detail }) };
  }
  const etat = sante === 'bon' ? 'attente' : 'panne';
  return { etat, detail: t('sante.sansLecture', { douchette: detail }) };
}

function useOrganes(): Organe[] {
  const { t } = useTranslation('station');
  const camera = usePoste((poste) => poste.camera);
  const { aEnvoyer, photos } = useEtatFile();
  const enLigne = useReseau();
  const attente = aEnvoyer + photos;
  return [
    { nom: 'balance', icone: Scale, to: '/reception/poste', ...useSanteBalance() },
    { nom: 'imprimante', icone: Printer, to: '/reception/poste', ...useImprimante() },
    {
      nom: 'camera',
      icone: Camera,
      etat: santeCamera(camera),
      detail: t(`sante.${santeCamera(camera)}`),
      to: '/reception/poste',
    },
    {
      nom: 'douchette',
      icone: ScanLine,
      to: '/reception/poste',
      ...useSanteDouchette(),
    },
    {
      nom: 'reseau',
      icone: Wifi,
      etat: enLigne ? 'bon' : 'attente',
      detail: t(enLigne ? 'sante.enLigne' : 'sante.horsLigne'),
      to: '/envois',
    },
    {
      nom: 'file',
      icone: CloudUpload,
      etat: attente > 0 ? 'attente' : 'bon',
      detail: t('sante.aEnvoyer', { count: attente }),
      to: '/envois',
    },
  ];
}

/** Every device of the bench in one line; each leads to where it is put right. */
export function Sante() {
  const { t } = useTranslation('station');
  const organes = useOrganes();
  return (
    <nav aria-label={t('sante.titre')}>
      <ul className="grid grid-cols-2 gap-2 sm:grid-cols-3 xl:grid-cols-6">
        {organes.map(({ nom, icone: Icone, etat, detail, to }) => (
          <li key={nom}>
            <Link
              to={to}
              data-organe={nom}
              data-sante={etat}
              title={detail}
              className="flex items-center gap-2 rounded-md border bg-surface px-3 py-2 text-xs hover:border-accent-texte/60"
            >
              <span aria-hidden className={cn('size-2 shrink-0 rounded-full', POINTS[etat])} />
              <Icone aria-hidden className="size-4 shrink-0 text-discret" />
              <span className="min-w-0">
                <span className="block font-medium">{t(`sante.organes.${nom}`)}</span>
                <span className="line-clamp-2 text-discret sm:block sm:truncate">{detail}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
