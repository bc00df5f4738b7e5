import type { Finding, Transaction } from '../../domain/entities.ts'
import { unknownValue } from './findings.ts'

type Kind = Transaction['kind']

interface Family {
  name: string
  kind: Kind
  /** Where the family can only be one: a payment that was received came in, one that was issued went out. */
  direction: 'in' | 'out' | null
}

const family = (name: string, kind: Kind, direction: Family['direction'] = null): Family => ({
  name,
  kind,
  direction,
})

// ISO 20022, bank transaction codes: "PMNT-RDDT-ESDD" is domain, family, sub-family.
const PAYMENTS: Readonly<Record<string, Family>> = {
  RCDT: family('Received credit transfer', 'PAYMENT', 'in'),
  ICDT: family('Issued credit transfer', 'PAYMENT', 'out'),
  RRCT: family('Received real-time credit transfer', 'PAYMENT', 'in'),
  IRCT: family('Issued real-time credit transfer', 'PAYMENT', 'out'),
  RDDT: family('Received direct debit', 'DIRECT_DEBIT', 'out'),
  IDDT: family('Issued direct debit', 'DIRECT_DEBIT', 'in'),
  RCHQ: family('Received cheque', 'CHEQUE'),
  ICHQ: family('Issued cheque', 'CHEQUE'),
  CCRD: family('Customer card transaction', 'PURCHASE'),
  MCRD: family('Merchant card transaction', 'PAYMENT'),
  LBOX: family('Lockbox transaction', 'CHEQUE'),
  CNTR: family('Counter transaction', 'CASH'),
  DRFT: family('Draft', 'OTHER'),
  MCOP: family('Miscellaneous credit operation', 'OTHER'),
  MDOP: family('Miscellaneous debit operation', 'OTHER'),
  OTHR: family('Other payment', 'OTHER'),
  NTAV: family('Payment', 'OTHER'),
}

const DOMAINS: Readonly<Record<string, Family>> = {
  PMNT: family('Payment', 'OTHER'),
  CAMT: family('Cash management', 'TRANSFER'),
  ACMT: family('Account management', 'OTHER'),
  FORX: family('Foreign exchange', 'TRANSFER'),
  LDAS: family('Loan, deposit or syndication', 'OTHER'),
  SECU: family('Securities', 'OTHER'),
  TRAD: family('Trade services', 'OTHER'),
  PMET: family('Precious metal', 'OTHER'),
  CMDT: family('Commodities', 'OTHER'),
  DERV: family('Derivatives', 'OTHER'),
  XTND: family('Extended domain', 'OTHER'),
}

/** What the sub-family says more precisely than any family does. */
const SUB_FAMILIES: Readonly<Partial<Record<Kind, string>>> = {
  FEE: 'CHRG COMM COMT FEES BRKF',
  INTEREST: 'INTR INTP INTD INTX',
  STANDING_ORDER: 'STDO',
  TRANSFER: 'BOOK ACDT ADBT SWEP ZABA TOPG XBCW',
  CASH: 'CWDL CDPT XBCD CHKD FCDP FCWD MSCD MIXD',
  REFUND: 'RRTN RTN UPDD PRDD UPCT UPCQ RIMB RPCR PADD',
  ADJUSTMENT: 'ADJT CAJT DAJT',
}
const SUB_FAMILY_KINDS = new Map(
  Object.entries(SUB_FAMILIES).flatMap(([kind, codes]) =>
    codes.split(' ').map((code) => [code, kind as Kind] as const),
  ),
)

const partsOf = (code: string): string[] =>
  code
    .trim()
    .toUpperCase()
    .split(/[^A-Z0-9]+/)

/** The family of a code, or its domain where the family is not known; null when neither is. */
export function familyOf(code: string | null): Family | null {
  const [domain = '', name = ''] = partsOf(code ?? '')
  return (domain === 'PMNT' ? PAYMENTS[name] : undefined) ?? DOMAINS[domain] ?? null
}

/** UNKNOWN where the bank tells none, or a word of its own. */
export function kindOf(code: string | null): { kind: Kind; findings: Finding[] } {
  if (code === null) return { kind: 'UNKNOWN', findings: [] }
  const [, , subFamily = ''] = partsOf(code)
  const family = familyOf(code)
  if (family === null) return { kind: 'UNKNOWN', findings: [unknownValue('bankTransactionCode', code)] }
  return { kind: SUB_FAMILY_KINDS.get(subFamily) ?? family.kind, findings: [] }
}

/** The bank's code as a category: the standard's word for its family, else the code itself. */
export function categoryOf(code: string | null, proprietary: string | null) {
  const told = code ?? proprietary
  if (told === null) return { categoryCode: null, categoryName: null, categoryOrigin: null }
  return {
    categoryCode: told,
    categoryName: familyOf(code)?.name ?? told,
    categoryOrigin: 'PROVIDER' as const,
  }
}
