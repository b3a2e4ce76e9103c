import { appareils } from '@/features/appareils/feature';
import { audit } from '@/features/audit/feature';
import { caisse } from '@/features/caisse/feature';
import { clients } from '@/features/clients/feature';
import { colis } from '@/features/colis/feature';
import { compte } from '@/features/compte/feature';
import { distribution } from '@/features/distribution/feature';
import { notifications } from '@/features/notifications/feature';
import { pointage } from '@/features/pointage/feature';
import { rapports } from '@/features/rapports/feature';
import { station } from '@/features/station/feature';
import { stock } from '@/features/stock/feature';
import { tableau } from '@/features/tableau/feature';
import { tarifs } from '@/features/tarifs/feature';
import { utilisateurs } from '@/features/utilisateurs/feature';
import { visas } from '@/features/visas/feature';
import { vols } from '@/features/vols/feature';
import type { Feature } from '@/lib/feature';

/** The one place features meet. Adding one: its import and its name in this list. */
export const FEATURES: readonly Feature[] = [
  station,
  vols,
  colis,
  clients,
  notifications,
  tableau,
  pointage,
  stock,
  distribution,
  caisse,
  audit,
  compte,
  rapports,
  tarifs,
  utilisateurs,
  appareils,
  visas,
];
