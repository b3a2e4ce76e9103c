import { type ClassValue, clsx } from 'clsx';
import { twMerge } from 'tailwind-merge';

/** Tailwind classes, the last one of a kind winning. */
export const cn = (...classes: ClassValue[]): string => twMerge(clsx(classes));
