import { createHash } from 'node:crypto';

/** Loopback addresses, one per pod, out of 127.1.0.0/16. */
export type Addresses = { take(uid: string): string; giveBack(uid: string): void };

const format = (slot: number) => `127.1.${slot >> 8}.${slot & 0xff}`;

/**
 * The address follows from the pod's uid, so that two agents on one machine hardly ever meet; .0.0 and .255.255 are left out.
 */
export function createAddresses(): Addresses {
  const slots = new Map<string, number>();
  return {
    take(uid) {
      const known = slots.get(uid);
      if (known !== undefined) return format(known);
      const used = new Set(slots.values());
      let slot = createHash('sha256').update(uid).digest().readUInt16BE(0);
      while (slot === 0 || slot === 0xffff || used.has(slot)) slot = (slot + 1) % 0x10000;
      slots.set(uid, slot);
      return format(slot);
    },
    giveBack: (uid) => void slots.delete(uid),
  };
}
