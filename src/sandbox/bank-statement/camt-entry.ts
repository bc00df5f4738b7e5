import { fromMinorUnits } from '../../domain/decimal.ts'
import { STATEMENT_CURRENCY } from './account.ts'
import { type Booking, isBatch, type Kind, type Payment } from './bookings.ts'
import { type Content, element, nested, type Xml } from './xml.ts'

/** `details` false: of a batch only its sum. */
export function entry(booking: Booking, { details }: { details: boolean }): Xml {
  const { bookedOn, kind, minor, payments, reference, returned, valueOn } = booking
  const tells = details || !isBatch(booking)
  return element('Ntry', [
    ...amount(minor),
    returned === undefined ? null : element('RvslInd', 'true'),
    nested(['Sts', 'Cd'], bookedOn === null ? 'PDNG' : 'BOOK'),
    bookedOn === null ? null : nested(['BookgDt', 'Dt'], bookedOn),
    nested(['ValDt', 'Dt'], valueOn),
    element('AcctSvcrRef', reference),
    transactionCode(kind),
    payments.length === 0
      ? null
      : element('NtryDtls', [
          isBatch(booking) ? batchOf(booking) : null,
          tells ? payments.map((it) => transaction(booking, it)) : null,
        ]),
    element('AddtlNtryInf', kind.text),
  ])
}

const transactionCode = ({ domain, family, gvc, subFamily, swift }: Kind): Xml =>
  element('BkTxCd', [
    element('Domn', [
      element('Cd', domain),
      element('Fmly', [element('Cd', family), element('SubFmlyCd', subFamily)]),
    ]),
    element('Prtry', [element('Cd', `N${swift}+${gvc}`), element('Issr', 'DK')]),
  ])

const batchOf = ({ minor, payments, reference }: Booking): Xml =>
  element('Btch', [
    element('PmtInfId', `P-${reference}`),
    element('NbOfTxs', payments.length),
    ...amount(minor, 'TtlAmt'),
  ])

function transaction(booking: Booking, payment: Payment): Xml {
  const { kind, minor, reference, returned } = booking
  const { creditorReference, endToEndId, mandateId, party, text } = payment
  // Of a payment that came back, the other side is still its creditor.
  const role = minor < 0 || returned !== undefined ? 'Cdtr' : 'Dbtr'
  return element('TxDtls', [
    element('Refs', [
      isBatch(booking) ? element('PmtInfId', `P-${reference}`) : element('AcctSvcrRef', reference),
      element('EndToEndId', endToEndId),
      mandateId === undefined ? null : element('MndtId', mandateId),
    ]),
    ...amount(minor < 0 ? -payment.minor : payment.minor),
    transactionCode(kind),
    element('RltdPties', [
      nested([role, 'Pty', 'Nm'], party.name),
      nested([`${role}Acct`, 'Id', 'IBAN'], party.iban),
    ]),
    nested(['RltdAgts', `${role}Agt`, 'FinInstnId', 'BICFI'], party.bic),
    remittance(text, creditorReference),
    returned === undefined ? null : nested(['RtrInf', 'Rsn', 'Cd'], returned),
  ])
}

function remittance(text: string | undefined, reference: string | undefined): Content {
  if (text === undefined && reference === undefined) return null
  return element('RmtInf', [
    text === undefined ? null : element('Ustrd', text),
    reference === undefined
      ? null
      : nested(
          ['Strd', 'CdtrRefInf'],
          [nested(['Tp', 'CdOrPrtry', 'Cd'], 'SCOR'), element('Ref', reference)],
        ),
  ])
}

/** Without a sign; the direction is told beside it. */
export const amount = (minor: number, name = 'Amt'): Xml[] => [
  element(name, fromMinorUnits(String(Math.abs(minor)), 2), { Ccy: STATEMENT_CURRENCY }),
  element('CdtDbtInd', minor < 0 ? 'DBIT' : 'CRDT'),
]
