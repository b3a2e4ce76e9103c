import type { veille as fr } from '../fr/veille';
import type { Traduction } from '../types';

export const veille: Traduction<typeof fr> = {
  titre: 'Alerts',
  alertes_one: '{{count}} open alert',
  alertes_other: '{{count}} open alerts',
  calme: 'Nothing to report.',
  depuis: 'Seen',
  aLinstant: 'Seen just now',
  sonnee_one: 'rung once,',
  sonnee_other: 'rung {{count}} times, last',
  silence: 'silent until',
  natures: {
    echecs: {
      cause: '{{nombre}} sends failed in the last hour',
      faire: 'Read why the last tries failed; each will be tried again by itself.',
      voir: 'See the failures',
    },
    permanents: {
      cause: '{{nombre}} messages stopped for good in 24 h',
      faire: 'Correct the clients’ numbers, then resend.',
      voir: 'See the messages',
    },
    taux: {
      cause: '{{nombre}} sends out of {{total}} failed in the last hour',
      faire: 'The line or its provider is in trouble: pause it, another will take over.',
      voir: 'See the failures',
    },
    ligne: {
      cause: 'Line {{ligne}} does not answer',
      faire:
        'Check the phone, the subscription and the secret; what it holds leaves by itself on its return.',
      voir: 'See the lines',
    },
    attente: {
      cause: '{{nombre}} messages wait, the oldest for {{minutes}} min',
      faire: 'Add a line, end a pause or raise a cap.',
      voir: 'See the messages',
    },
    sans_accuse: {
      cause: 'Line {{ligne}}: {{nombre}} messages out of {{total}} without a receipt',
      faire: 'Receipts no longer come: check the return address at the provider’s.',
      voir: 'See the messages',
    },
    gabarit: {
      cause: 'The provider refuses the text “{{etape}}” ({{langue}}), {{nombre}} messages',
      faire: 'Correct the text, then resend the refused messages.',
      voir: 'Open the text',
    },
  },
  debits: 'Sending now',
  aucunDebit: 'Nothing sent in the last hour.',
  ligneEtape: 'Line and step',
  cinqMinutes: '5 min',
  heure: '1 h',
  rates: 'Failed',
  capacites: 'Capacity against yesterday’s need',
  aucuneCapacite: 'No line, and no message yesterday.',
  capaciteDe: 'Yesterday’s need against capacity, {{pays}}',
  besoin: '{{besoin}} owed yesterday / {{capacite}} a day',
  debordement: 'The lines are not enough: add one or shorten the gap.',
};
