import { FaultError } from '../../domain/errors.ts'
import type { SourceFacts } from '../provider.ts'

// NextGenPSD2 is one standard, and a bank is an argument to it: what a bank does otherwise stands here, as data.

export interface Bank {
  name: string
  /** What comes before the API's version, without a slash at its end; null where it has to be configured. */
  baseUrl: string | null
  /** Below the base address. Where an answer has links, they count more. */
  accountsPath: string
  /** How an amount tells its direction: by its minus, or only by which party the account's owner is. */
  direction: 'sign' | 'parties'
  /** `booked` where there is no list of pending transactions. */
  bookingStatus: 'both' | 'booked'
  /** Whether it lists what came after a known entry. Most banks do not. */
  delta: boolean
  /** Whether transactions are asked for by the account's currency too. */
  byCurrency: boolean
  /** So many calendar years before this one a first reading asks for; a bank that has less says so. */
  historyYears: number
  /** Other formats than JSON are not read. */
  report: 'JSON' | 'camt.052' | 'MT940' | 'a file to download'
}

/** What the standard says. Amounts as numbers or text, whole or relative links and missing ids are read at every bank. */
export const berlinGroup: Bank = {
  name: 'Berlin Group bank',
  baseUrl: null,
  accountsPath: '/v1/accounts',
  direction: 'sign',
  bookingStatus: 'both',
  delta: false,
  byCurrency: false,
  historyYears: 2,
  report: 'JSON',
}

export const banks: Readonly<Record<string, Bank>> = {
  'berlin-group': berlinGroup,
  // The bank that the sandbox plays; the name is reserved, so nobody's address is taken for it.
  hansa: { ...berlinGroup, name: 'Hansa Bank', baseUrl: 'https://api.hansa-bank.example/psd2', delta: true },
  comdirect: { ...berlinGroup, name: 'comdirect' },
  commerzbank: { ...berlinGroup, name: 'Commerzbank' },
  santander: { ...berlinGroup, name: 'Santander' },
  fiducia: { ...berlinGroup, name: 'Volksbanken Raiffeisenbanken' },
  unicredit: { ...berlinGroup, name: 'UniCredit', direction: 'parties' },
  'deutsche-bank': { ...berlinGroup, name: 'Deutsche Bank', direction: 'parties' },
  ing: { ...berlinGroup, name: 'ING', accountsPath: '/v3/accounts', byCurrency: true },
  sparkasse: { ...berlinGroup, name: 'Sparkasse', report: 'camt.052' },
  verlag: { ...berlinGroup, name: 'Bank-Verlag', report: 'MT940' },
  adorsys: { ...berlinGroup, name: 'adorsys', report: 'a file to download' },
}

/** The bank of a source, "hansa/larkfield-ltd"; undefined when there is none of that name. */
export function findBank({ remoteId }: Pick<SourceFacts, 'remoteId'>): Bank | undefined {
  const [name = ''] = remoteId.split('/')
  return Object.hasOwn(banks, name) ? banks[name] : undefined
}

/** Throws FaultError when there is no such bank. */
export function bankOf(source: Pick<SourceFacts, 'remoteId'>): Bank {
  const bank = findBank(source)
  if (bank !== undefined) return bank
  throw invalid(
    `There is no bank for "${source.remoteId}". The id begins with a bank's name, as in "berlin-group/customer"; known are ${Object.keys(banks).join(', ')}.`,
  )
}

/** Throws FaultError when the bank is unknown, or its address has to be configured. */
export function endpointOf(source: Pick<SourceFacts, 'remoteId'>): string {
  const { name, baseUrl } = bankOf(source)
  if (baseUrl !== null) return baseUrl
  throw invalid(
    `The address of ${name} is not known here: each customer gets it with the access. Set DAYBOOK_OPEN_BANKING_URL to it, without "/v1" at its end.`,
  )
}

const invalid = (message: string): FaultError =>
  new FaultError({ code: 'INVALID_INPUT', message, actor: 'OPERATOR', retryable: false })
