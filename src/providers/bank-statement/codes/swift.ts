import type { Transaction } from '../../../domain/entities.ts'

type Kind = Transaction['kind']

// SWIFT's transaction type identification codes, and those of older Dutch files.

const KINDS: Readonly<Partial<Record<Kind, string>>> = {
  PAYMENT: 'TRF OV GT AC VZ',
  DIRECT_DEBIT: 'DDT IC',
  STANDING_ORDER: 'STO PO',
  FEE: 'CHG COM BRF',
  INTEREST: 'INT',
  CHEQUE: 'CHK CLR ECK TCK LBX CH',
  REFUND: 'RTI',
  CASH: 'CAS GM ST',
  PURCHASE: 'BA',
  TRANSFER: 'CMI CMN CMP CMS CMT CMZ SWP ZBA FEX',
  ADJUSTMENT: 'VDA',
  OTHER:
    'MSC BNK BOE BPO COL CPN DCR DIS DIV DV EQA EQN EQS FUT FXT LDP MAR MAT MGT NWI ODC OPT PCH POP PRN SEC SLE SUB TRN TRP WAR',
}
const KIND_OF = new Map(
  Object.entries(KINDS).flatMap(([kind, codes]) =>
    codes.split(' ').map((code) => [code, kind as Kind] as const),
  ),
)

/** Three digits are the number of the SWIFT message that caused the booking: 103, a customer's payment. */
export const kindOfSwift = (type: string): Kind | null =>
  KIND_OF.get(type.trim()) ?? (/^[12]\d\d$/.test(type) ? 'PAYMENT' : null)
