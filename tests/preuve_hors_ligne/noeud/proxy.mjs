/** The fault proxy seen from the driver: its own process, orders and answers over IPC. */

import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';

export class Mandataire extends EventEmitter {
  constructor(reglages) {
    super();
    this.reglages = reglages;
    this.numero = 0;
    this.attentes = new Map();
  }

  async demarrer() {
    const script = fileURLToPath(new URL('./mandataire.mjs', import.meta.url));
    this.processus = fork(script, {
      env: { ...process.env, TS_PREUVE_MANDATAIRE: JSON.stringify(this.reglages) },
    });
    const pret = new Promise((resolve, reject) => {
      this.once('pret', ({ port }) => resolve(port));
      this.processus.once('exit', (code) => reject(new Error(`mandataire mort (${code})`)));
    });
    this.processus.on('message', (message) => {
      if (message.genre === 'rendu') {
        this.attentes.get(message.numero)?.(message.valeur);
        this.attentes.delete(message.numero);
      } else this.emit(message.genre, message);
    });
    this.port = await pret;
    return this;
  }

  ordonner(ordre, reste) {
    this.numero += 1;
    const { numero } = this;
    return new Promise((resolve) => {
      this.attentes.set(numero, resolve);
      this.processus.send({ numero, ordre, ...reste });
    });
  }

  fermer() {
    this.processus.removeAllListeners('exit');
    this.processus.kill();
  }
}
