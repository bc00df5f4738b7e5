import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { XMLParser } from 'fast-xml-parser'
import { validateXML } from 'xmllint-wasm'
import { STATEMENT_IBAN } from '../../../src/sandbox/bank-statement/account.ts'
import { bankStatements, type StatementFile } from '../../../src/sandbox/bank-statement/index.ts'
import { checkDigits } from '../../../src/sandbox/kit/references.ts'

const SCHEMAS = new URL('../../../../shared/specs/camt/', import.meta.url)
const skip = existsSync(SCHEMAS) ? false : 'the official descriptions are not here'
const OPTIONS = { seed: 7, now: new Date('2026-09-01T10:00:00Z') }

const files = bankStatements(OPTIONS)
const ofFormat = (format: StatementFile['format']) => files.filter((it) => it.format === format)

interface Amount {
  Amt: string
  CdtDbtInd: string
}
type Balance = Amount & { Tp: { CdOrPrtry: { Cd: string } } }
type Entry = Amount & {
  AcctSvcrRef: string
  Sts: { Cd: string }
  RvslInd?: string
  NtryDtls?: { Btch?: { NbOfTxs: string; TtlAmt: string; PmtInfId: string }; TxDtls?: Amount[] }
}
interface Statement {
  ElctrncSeqNb: string
  Bal?: Balance[]
  Ntry: Entry[]
}

const parser = new XMLParser({
  parseTagValue: false,
  isArray: (name) => ['Ntry', 'TxDtls', 'Bal'].includes(name),
})

function read({ bytes }: StatementFile): Statement {
  const { Document } = parser.parse(bytes) as { Document: Record<string, Record<string, Statement>> }
  const [root = {}] = Object.values(Document)
  const report = root['Stmt'] ?? root['Ntfctn'] ?? root['Rpt']
  assert.ok(report)
  return report
}

const cents = ({ Amt, CdtDbtInd }: Amount): number =>
  Number(Amt.replace('.', '')) * (CdtDbtInd === 'DBIT' ? -1 : 1)

const balance = ({ Bal = [] }: Statement, type: string): number =>
  cents(Bal.find((it) => it.Tp.CdOrPrtry.Cd === type) ?? { Amt: '', CdtDbtInd: '' })

const sum = (amounts: readonly Amount[]): number => amounts.reduce((total, it) => total + cents(it), 0)

describe('the statements of the played second bank', () => {
  test('are valid by their own schemas', { skip }, async () => {
    for (const format of ['camt.053', 'camt.054', 'camt.052'] as const) {
      const schema = readFileSync(new URL(`${format}.001.08.xsd`, SCHEMAS), 'utf8')
      const xml = ofFormat(format).map((it) => ({ fileName: it.name, contents: it.bytes.toString() }))
      const { errors } = await validateXML({ xml, schema })
      assert.deepEqual(errors, [])
    }
  })

  test('are the same bytes for the same options', () => {
    assert.deepEqual(bankStatements(OPTIONS), files)
    assert.notDeepEqual(bankStatements({ ...OPTIONS, seed: 8 }), files)
    assert.equal(checkDigits(STATEMENT_IBAN.slice(4) + 'DE'), STATEMENT_IBAN.slice(2, 4))
  })

  test('chain: each opens with what the one before closed with, and closes with what its entries make', () => {
    const statements = ofFormat('camt.053').map(read)
    assert.ok(statements.length > 30)
    statements.forEach((it, index) => {
      assert.equal(it.ElctrncSeqNb, String(index + 1))
      assert.equal(balance(it, 'OPBD') + sum(it.Ntry), balance(it, 'CLBD'))
      const before = statements[index - 1]
      if (before !== undefined) assert.equal(balance(it, 'OPBD'), balance(before, 'CLBD'))
    })
    const references = statements.flatMap((it) => it.Ntry.map((entry) => entry.AcctSvcrRef))
    assert.equal(new Set(references).size, references.length)
  })

  test('have batches with their payments, and one whose payments an advice has', () => {
    const batches = ofFormat('camt.053')
      .flatMap((it) => read(it).Ntry)
      .filter((it) => it.NtryDtls?.Btch !== undefined)
    const apart = batches.filter((it) => it.NtryDtls?.TxDtls === undefined)
    assert.ok(batches.length > 10)
    assert.equal(apart.length, 1)
    const advised = ofFormat('camt.054').flatMap((it) => read(it).Ntry)
    assert.deepEqual(
      advised.map((it) => [it.AcctSvcrRef, it.Amt]),
      apart.map((it) => [it.AcctSvcrRef, it.Amt]),
    )
    for (const it of [...batches, ...advised].filter((entry) => !apart.includes(entry))) {
      assert.equal(sum(it.NtryDtls?.TxDtls ?? []), cents(it))
      assert.equal(it.NtryDtls?.Btch?.NbOfTxs, String(it.NtryDtls?.TxDtls?.length))
    }
  })

  test('have one of today so far, with an entry that is only announced', () => {
    const [today, ...others] = ofFormat('camt.052').map(read)
    assert.ok(today && others.length === 0)
    const booked = today.Ntry.filter((it) => it.Sts.Cd === 'BOOK')
    assert.equal(balance(today, 'OPBD') + sum(booked), balance(today, 'ITBD'))
    assert.deepEqual(
      today.Ntry.map((it) => it.Sts.Cd),
      ['BOOK', 'BOOK', 'PDNG'],
    )
  })

  test('have the newest once more as MT940, with the same references, amounts and balances', () => {
    const [twin] = ofFormat('MT940')
    const text = twin?.bytes.toString('latin1') ?? ''
    const newest = ofFormat('camt.053').map(read).at(-1)
    assert.ok(newest)
    const entries = [...text.matchAll(/^:61:\d{10}(C|D|RD)R(\d+),(\d\d)N\w{3}[^/]*\/\/(\w{1,16})\r$/gm)].map(
      ([, mark = '', whole = '', fraction = '', reference = '']) =>
        [reference, Number(whole + fraction) * (mark === 'D' ? -1 : 1)] as const,
    )
    assert.deepEqual(
      entries,
      newest.Ntry.map((it) => [it.AcctSvcrRef, cents(it)]),
    )
    const [, closing = ''] = /^:62F:C\d{6}EUR([\d,]+)\r$/m.exec(text) ?? []
    assert.equal(Number(closing.replace(',', '')), balance(newest, 'CLBD'))
    assert.ok(text.replaceAll('\r\n', '').includes('Möwe & Söhne Druck GmbH'))
    assert.ok(text.split('\r\n').every((it) => it.length <= 65))
    assert.ok(newest.Ntry.some((it) => it.RvslInd === 'true'))
  })

  test('hold for a week and in any season', () => {
    for (const now of ['2026-01-01', '2026-03-08', '2026-12-28']) {
      const few = bankStatements({ seed: 1, now: new Date(now), days: 1 })
      assert.deepEqual(
        [...new Set(few.map((it) => it.format))],
        ['camt.053', 'camt.054', 'MT940', 'camt.052'],
      )
    }
  })
})
