import type { Random } from './random.ts'

/** ISO 7064 mod 97-10 of letters and digits: what IBANs and creditor references are checked with. */
export function checkDigits(text: string): string {
  let remainder = 0
  for (const letter of `${text}00`) {
    for (const digit of String(Number.parseInt(letter, 36))) remainder = (remainder * 10 + Number(digit)) % 97
  }
  return String(98 - remainder).padStart(2, '0')
}

/** ISO 13616: `iban('DE', '999900000000420017')`. */
export const iban = (country: string, account: string): string =>
  `${country}${checkDigits(account + country)}${account}`

/** ISO 11649: "RF18…". */
export const creditorReference = (text: string): string => `RF${checkDigits(`${text}RF`)}${text}`

const digits = (random: Random, length: number) =>
  Array.from({ length }, () => String(random.int(0, 9))).join('')

// Bank codes of nines and of Z are nobody's.
const ACCOUNTS: Readonly<Record<string, (random: Random) => string>> = {
  DE: (random) => `9999${digits(random, 14)}`,
  FR: (random) => `9999999999${digits(random, 13)}`,
  GB: (random) => `ZZZZ${digits(random, 14)}`,
  NL: (random) => `ZZZZ${digits(random, 10)}`,
}

/** A well-formed IBAN in DE, FR, GB or NL at a bank that is none. */
export function inventIban(random: Random, country: string): string {
  const account = ACCOUNTS[country]
  if (account === undefined) throw new RangeError(`no accounts are made up in ${country}`)
  return iban(country, account(random))
}

export const inventBic = (country: string): string => `ZZZZ${country}9A`
