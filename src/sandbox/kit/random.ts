/** A seeded stream of chance: the same seed makes the same draws in the same order. Not for secrets. */
export interface Random {
  /** At least 0 and below 1. */
  next(): number
  /** A whole number from `from` to `to`, both included. */
  int(from: number, to: number): number
  /** True with the given probability. */
  chance(probability: number): boolean
  /** One of the items. Throws RangeError when there is none. */
  pick<T>(items: readonly T[]): T
  /** One of the items by its weight: pickWeighted([['rare', 1], ['common', 9]]). */
  pickWeighted<T>(items: readonly (readonly [T, number])[]): T
  /** An integer count of minor units, leaning to the small end as bills do. */
  amount(from: number, to: number): number
  /** Lower-case letters and digits. */
  token(length: number): string
  /** A UUID version 4 (RFC 9562). */
  uuid(): string
  /** A stream of its own, so that drawing more in one place leaves another place's draws alone. */
  fork(name: string): Random
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'

export function createRandom(seed: number): Random {
  const next = mulberry32(seed)
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))

  const pick = <T>(items: readonly T[]): T => {
    if (items.length === 0) throw new RangeError('there is nothing to pick from')
    return items[int(0, items.length - 1)] as T
  }

  const pickWeighted = <T>(items: readonly (readonly [T, number])[]): T => {
    let left = next() * items.reduce((total, [, weight]) => total + weight, 0)
    for (const [item, weight] of items) {
      left -= weight
      if (left < 0) return item
    }
    return pick(items)[0]
  }

  const hex = (length: number) => Array.from({ length }, () => int(0, 15).toString(16)).join('')

  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick,
    pickWeighted,
    amount: (from, to) => from + Math.floor(next() ** 2 * (to - from + 1)),
    token: (length) => Array.from({ length }, () => LETTERS.charAt(int(0, LETTERS.length - 1))).join(''),
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${pick(['8', '9', 'a', 'b'])}${hex(3)}-${hex(12)}`,
    fork: (name) => createRandom(seed ^ hashText(name)),
  }
}

// Tommy Ettinger's mulberry32: 32 bits of state, plenty for made-up books.
function mulberry32(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** FNV-1a, 32 bits. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
