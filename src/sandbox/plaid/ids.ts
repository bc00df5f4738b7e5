import type { Random } from '../kit/random.ts'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

export interface Ids {
  /** 37 letters and digits, whose case matters: of items, accounts and transactions. */
  next(): string
  /** "public-sandbox-…": a prefix and a UUID. */
  token(prefix: string): string
  /** Never of the books' own chance: that someone asks changes nothing in them. */
  request(): string
  uuid(): string
}

export function createIds(random: Random): Ids {
  const [things, tokens, requests] = [random.fork('things'), random.fork('tokens'), random.fork('requests')]
  return {
    next: () => letters(things, 37),
    token: (prefix) => `${prefix}-sandbox-${tokens.uuid()}`,
    request: () => letters(requests, 15),
    uuid: () => tokens.uuid(),
  }
}

/** As another id but for the case of its letters: at Plaid that is another thing. */
export const otherCase = (id: string): string =>
  id.replaceAll(/[A-Za-z]/g, (it) => (it === it.toUpperCase() ? it.toLowerCase() : it.toUpperCase()))

const letters = (random: Random, length: number): string =>
  Array.from({ length }, () => LETTERS.charAt(random.int(0, LETTERS.length - 1))).join('')
