import type { Transaction } from '../../../domain/entities.ts'

type Kind = Transaction['kind']

// ISO 20022, external code sets: bank transaction domain, family and sub-family.

const FAMILIES: Readonly<Record<string, [name: string, kind: Kind | null]>> = {
  RCDT: ['Received credit transfer', 'PAYMENT'],
  ICDT: ['Issued credit transfer', 'PAYMENT'],
  RRCT: ['Received real-time credit transfer', 'PAYMENT'],
  IRCT: ['Issued real-time credit transfer', 'PAYMENT'],
  RDDT: ['Received direct debit', 'DIRECT_DEBIT'],
  IDDT: ['Issued direct debit', 'DIRECT_DEBIT'],
  RCHQ: ['Received cheque', 'CHEQUE'],
  ICHQ: ['Issued cheque', 'CHEQUE'],
  LBOX: ['Lockbox', 'CHEQUE'],
  CCRD: ['Customer card transaction', 'PURCHASE'],
  MCRD: ['Merchant card transaction', 'PAYMENT'],
  CNTR: ['Counter transaction', 'CASH'],
  DRFT: ['Draft', 'OTHER'],
  MCOP: ['Miscellaneous credit', null],
  MDOP: ['Miscellaneous debit', null],
  OTHR: ['Other payment', null],
  NTAV: ['Payment', null],
}

const DOMAINS: Readonly<Record<string, [name: string, kind: Kind]>> = {
  PMNT: ['Payment', 'OTHER'],
  ACMT: ['Account management', 'OTHER'],
  CAMT: ['Cash management', 'TRANSFER'],
  FORX: ['Foreign exchange', 'TRANSFER'],
  LDAS: ['Loan, deposit or syndication', 'OTHER'],
  SECU: ['Securities', 'OTHER'],
  TRAD: ['Trade services', 'OTHER'],
  PMET: ['Precious metal', 'OTHER'],
  CMDT: ['Commodities', 'OTHER'],
  DERV: ['Derivatives', 'OTHER'],
  XTND: ['Extended domain', 'OTHER'],
}

/** What a sub-family says more precisely than its family does. */
const SUB_FAMILIES: Readonly<Partial<Record<Kind, string>>> = {
  FEE: 'CHRG COMM COMT FEES BRKF',
  INTEREST: 'INTR INTP INTD INTX',
  STANDING_ORDER: 'STDO',
  TRANSFER: 'BOOK ACDT ADBT SWEP ZABA TOPG XBCW',
  CASH: 'CWDL CDPT XBCD CHKD FCDP FCWD MSCD MIXD',
  REFUND: 'RRTN RTN UPDD PRDD UPCT UPCQ RIMB RPCR PADD',
  ADJUSTMENT: 'ADJT CAJT DAJT',
}
const KIND_OF_SUB_FAMILY = new Map(
  Object.entries(SUB_FAMILIES).flatMap(([kind, codes]) =>
    codes.split(' ').map((code) => [code, kind as Kind] as const),
  ),
)

/** "PMNT-RCDT-ESCT" and its parts. Null where there is no such domain. */
export function readIso(code: string) {
  const [domain = '', family = '', subFamily = ''] = code.split('-')
  const known = DOMAINS[domain]
  if (known === undefined) return null
  const [name, kind] = (domain === 'PMNT' ? FAMILIES[family] : undefined) ?? [known[0], null]
  return {
    name,
    /** Null: left to what else the bank tells. */
    kind: KIND_OF_SUB_FAMILY.get(subFamily) ?? kind,
    /** Where nothing else tells. */
    fallback: known[1],
  }
}
