import { clients } from '@/features/clients/feature';
import { colis } from '@/features/colis/feature';
import { notifications } from '@/features/notifications/feature';
import { station } from '@/features/station/feature';
import { tableau } from '@/features/tableau/feature';
import { vols } from '@/features/vols/feature';
import type { Feature } from '@/lib/feature';

/** The one place features meet. Adding one: its import and its name in this list. */
export const FEATURES: readonly Feature[] = [station, vols, colis, clients, notifications, tableau];
