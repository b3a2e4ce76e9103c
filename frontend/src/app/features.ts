import type { Feature } from '@/lib/feature';

/** The one place features meet. Adding one: its import and its name in this list. */
export const FEATURES: readonly Feature[] = [];
