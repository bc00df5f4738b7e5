import type { Random } from '../kit/random.ts'

export interface Ids {
  /** "in_1SBX0k3v…": a prefix, a mark of the sandbox, chance, and a serial number that keeps them apart. */
  next(prefix: string): string
}

export function createIds(random: Random): Ids {
  let serial = 0
  return {
    next(prefix) {
      serial += 1
      return `${prefix}_1SBX${random.token(12)}${serial.toString(36).padStart(7, '0')}`
    },
  }
}
