// How long each call of the API server takes, and whether its answer comes: the port's own timeout (12 s) and the server's (10 s) included.
import type { Clock } from '../../ports.ts';
import { type Calls, never } from '../crash.ts';
import type { Chance } from './chance.ts';

/** Longest that a call may take before its caller gives up (`CLIENT_TIMEOUT_MS` of the Kubernetes adapter). */
const CLIENT_TIMEOUT_MS = 12_000;
/** Latest moment at which a request that was given up may still be carried out: its bytes left by then, the server had 10 s. */
const LATEST_MS = 21_000;

export type Weather = 'calm' | 'slow' | 'storm';

/** A process that may be killed: from then on nothing that it waits for ever comes. */
export class Life {
  alive = true;

  hold<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      work.then(
        (value) => this.alive && resolve(value),
        (error: unknown) => this.alive && reject(error as Error),
      );
    });
  }
}

/** The world's clock as one process sees it: it stops when the process is killed. */
export function clockOf(world: Clock, life: Life): Clock {
  return { now_ms: () => world.now_ms(), sleep: (ms, signal) => (life.alive ? life.hold(world.sleep(ms, signal)) : never()) };
}

export class SlowCalls implements Calls {
  readonly #world: Clock;
  readonly #life: Life;
  readonly #chance: Chance;
  readonly #weather: () => Weather;

  constructor(world: Clock, life: Life, chance: Chance, weather: () => Weather) {
    this.#world = world;
    this.#life = life;
    this.#chance = chance;
    this.#weather = weather;
  }

  around<T>(work: () => T, unanswered: (sent: boolean) => T): Promise<T> {
    if (!this.#life.alive) return never();
    const { there_ms, back_ms, fate } = this.#draw();
    if (fate === 'unreached') return this.#life.hold(this.#world.sleep(there_ms).then(() => unanswered(false)));
    // What was sent takes effect whatever becomes of its sender.
    const done = this.#world.sleep(there_ms).then(work);
    const total_ms = there_ms + back_ms;
    if (fate === 'lost' || total_ms >= CLIENT_TIMEOUT_MS) {
      const given_up = this.#world.sleep(fate === 'lost' ? Math.min(total_ms, CLIENT_TIMEOUT_MS) : CLIENT_TIMEOUT_MS);
      return this.#life.hold(given_up.then(() => unanswered(true)));
    }
    return this.#life.hold(done.then(async (value) => this.#world.sleep(back_ms).then(() => value)));
  }

  #draw(): { there_ms: number; back_ms: number; fate: 'answered' | 'unreached' | 'lost' } {
    const chance = this.#chance;
    const weather = this.#weather();
    if (weather === 'calm') return { there_ms: chance.between(1, 20), back_ms: chance.between(1, 20), fate: 'answered' };
    const most_ms = weather === 'slow' ? 4000 : LATEST_MS;
    // Most calls are quick even then: what is dangerous is the one slow one among them.
    const slow = chance.happens(weather === 'slow' ? 0.3 : 0.4);
    const [there_ms, back_ms] = slow
      ? [chance.between(0, most_ms), chance.between(0, most_ms)]
      : [chance.between(1, 300), chance.between(1, 300)];
    const luck = chance.fraction();
    const bad = weather === 'slow' ? 0.02 : 0.12;
    return { there_ms, back_ms, fate: luck < bad / 2 ? 'unreached' : luck < bad ? 'lost' : 'answered' };
  }
}
