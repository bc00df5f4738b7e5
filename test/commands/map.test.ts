import assert from 'node:assert/strict'
import { text } from 'node:stream/consumers'
import { PassThrough } from 'node:stream'
import { afterEach, describe, test } from 'node:test'
import { mapCommand } from '../../src/commands/map.ts'
import { UsageError } from '../../src/commands/usage.ts'
import { bankStatement } from '../../src/providers/bank-statement/index.ts'
import { mt940 } from '../providers/bank-statement/making.ts'

async function run(args: string[], input: AsyncIterable<Buffer> | string[]) {
  const [output, errors] = [new PassThrough(), new PassThrough()]
  const texts = Promise.all([text(output), text(errors)])
  const buffers = Array.isArray(input) ? chunks(input) : input
  const command = mapCommand(() => ({ input: buffers, output, errors })).exitOverride()
  await command.parseAsync(args, { from: 'user' })
  output.end()
  errors.end()
  const [out, err] = await texts
  return { out, err, exitCode: process.exitCode }
}

async function* chunks(texts: string[]): AsyncGenerator<Buffer> {
  for (const it of texts) yield Promise.resolve(Buffer.from(it))
}

async function* of(...chunks: Buffer[]): AsyncGenerator<Buffer> {
  for (const it of chunks) yield Promise.resolve(it)
}

const parse = (line: string): unknown => JSON.parse(line)

const RATE =
  '{"id":"txr_1","object":"tax_rate","active":true,"display_name":"VAT","inclusive":false,"percentage":19.0,"created":1700000000}'

describe('daybook map', () => {
  afterEach(() => {
    process.exitCode = undefined
  })

  test('writes each canonical record as a line, and exits well', async () => {
    const { out, err, exitCode } = await run(['stripe', 'tax_rates'], [`[${RATE},`, `${RATE}]`])
    const lines = out.trimEnd().split('\n')
    assert.deepEqual([lines.length, err, exitCode], [2, '', undefined])
    const record = JSON.parse(lines[0] ?? '') as Record<string, unknown>
    assert.deepEqual([record['type'], record['key'], record['rate']], ['TAX_RATE', 'tax_rates/txr_1', '19.0'])
  })

  test('writes the refused ones with their reasons to standard error, and exits with 1', async () => {
    const { out, err, exitCode } = await run(['stripe', 'tax_rates'], [`${RATE}\n{"id":"txr_2"}\n`])
    assert.deepEqual([out.trimEnd().split('\n').length, exitCode], [1, 1])
    const refusal = JSON.parse(err) as { index: number; id: string; reasons: string[] }
    assert.deepEqual([refusal.index, refusal.id], [1, 'txr_2'])
    assert.match(refusal.reasons.join('\n'), /display_name/)
  })

  test('tells what is deleted and what is of another stream, which is no failure', async () => {
    const customers = [
      { Id: '1', DisplayName: 'Harbor Supplies', Active: true },
      {
        Id: '2',
        domain: 'QBO',
        status: 'Deleted',
        MetaData: { LastUpdatedTime: '2026-03-05T09:10:31-08:00' },
      },
    ]
    const answers = [{ Customer: customers, maxResults: 2 }, { Invoice: [{ Id: '7', TotalAmt: 5 }] }, {}]
    const input = JSON.stringify({ CDCResponse: [{ QueryResponse: answers }], time: '2026-03-05T09:12:44Z' })
    const { out, err, exitCode } = await run(['quickbooks', 'customers'], [input])
    assert.equal(out.trimEnd().split('\n').length, 1)
    assert.deepEqual(err.trimEnd().split('\n').map(parse), [
      { index: 1, id: '2', deleted: true },
      { skipped: 'Invoice', reason: 'It is no record of customers.' },
    ])
    assert.equal(exitCode, undefined)
    const stub =
      '{"object":"list","data":[{"id":"cus_1","object":"customer","deleted":true}],"has_more":false}'
    assert.deepEqual(parse((await run(['stripe', 'customers'], [stub])).err), {
      index: 0,
      id: 'cus_1',
      deleted: true,
    })
  })

  test('takes a file of a provider that is read from files, in its encoding, as well as the JSON made of it', async () => {
    const file = Buffer.from(mt940([':61:2603050305C2,NTRFNONREF//R1', ':86:Müller']), 'latin1')
    const ofFile = await run(['bank_statement', 'transactions'], of(file))
    assert.deepEqual([ofFile.err, ofFile.exitCode], ['', undefined])
    const record = parse(ofFile.out) as Record<string, unknown>
    assert.deepEqual([record['amount'], record['description']], ['2', 'Müller'])
    const json = JSON.stringify(bankStatement.files.read({ name: 'x', bytes: file }))
    const ofJson = await run(['bank_statement', 'transactions'], [json])
    assert.equal(ofJson.out, ofFile.out)
    const swift = await run(
      ['bank_statement', 'accounts'],
      of(Buffer.concat([Buffer.from('{1:F01}{4:\n'), file])),
    )
    assert.equal(swift.out.trimEnd().split('\n').length, 1)
  })

  test('refuses a file that is none of the provider’s with its sentence', async () => {
    const { out, err, exitCode } = await run(['bank_statement', 'accounts'], ['Date;Amount'])
    assert.deepEqual([out, exitCode], ['', 1])
    const { reasons } = parse(err) as { reasons: string[] }
    assert.match(reasons.join(), /^The file input is no statement\. Taken are /)
  })

  test('names the providers and streams that there are', async () => {
    await assert.rejects(run(['paypal', 'x'], []), /There are: quickbooks, xero, stripe/)
    await assert.rejects(run(['stripe', 'x'], []), /There are:\n {2}stripe: .*tax_rates/)
  })

  test('refuses more than it can hold with one sentence', async () => {
    const mebibytes = Array.from({ length: 257 }, () => Buffer.alloc(1024 * 1024, ' '))
    async function* endless() {
      for (const it of mebibytes) yield Promise.resolve(it)
    }
    await assert.rejects(
      run(['stripe', 'tax_rates'], endless()),
      (error) => error instanceof UsageError && /larger than 256 MB/.test(error.message),
    )
  })
})
