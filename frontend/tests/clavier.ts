import type { UserEvent } from '@testing-library/user-event';

const PAS_MAX = 80;

/** Reaches a control by the Tab key alone, as somebody without a mouse does; fails when it cannot. */
export async function tabTo(user: UserEvent, cible: () => HTMLElement): Promise<void> {
  for (let pas = 0; pas < PAS_MAX; pas += 1) {
    if (document.activeElement === cible()) return;
    await user.tab();
  }
  throw new Error(`jamais atteint au clavier : ${cible().textContent}`);
}
