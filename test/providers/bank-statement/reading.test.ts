import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { recordsOf, read, refusal, transactionsOf } from './files.ts'
import { camt053, entry, mt940 } from './making.ts'

const said = (it: string) => entry('1.00', `<AddtlNtryInf>${it}</AddtlNtryInf>`)
const textsOf = (file: Buffer | string) => transactionsOf(file).map((it) => it.description)

const NAME = 'Möwe & Söhne – 5 €'
const xml = (encoding: string) =>
  `<?xml version="1.0" encoding="${encoding}"?>\n${camt053({ entries: [said(NAME.replace('&', '&amp;'))] })}`
const windows1252 = (text: string) =>
  Buffer.from(text.replaceAll('–', '\u0096').replaceAll('€', '\u0080'), 'latin1')

describe('the text of a file', () => {
  test('is read by its byte order mark', () => {
    const utf16 = Buffer.from(`\uFEFF${xml('UTF-16')}`, 'utf16le')
    assert.deepEqual(textsOf(utf16), [NAME])
    assert.deepEqual(textsOf(Buffer.from(utf16).swap16()), [NAME])
    assert.deepEqual(textsOf(utf16.subarray(2)), [NAME])
    assert.deepEqual(textsOf(Buffer.from(`\uFEFF${xml('UTF-8')}`)), [NAME])
  })

  test('is read by its declaration', () => {
    const euro15 = Buffer.from(xml('ISO-8859-15').replaceAll('–', '-').replaceAll('€', '\u00a4'), 'latin1')
    assert.deepEqual(textsOf(euro15), [NAME.replace('–', '-')])
    assert.deepEqual(textsOf(windows1252(xml('windows-1252'))), [NAME])
    assert.deepEqual(textsOf(windows1252(xml('ISO-8859-1'))), [NAME])
  })

  test('is Windows-1252 where it is no UTF-8, whatever it declares', () => {
    assert.deepEqual(textsOf(windows1252(xml('UTF-8'))), [NAME])
    const line = mt940([':61:2603050305C2,NTRFNONREF', ':86:Müller'])
    assert.deepEqual(textsOf(Buffer.from(line, 'latin1')), ['Müller'])
    assert.deepEqual(textsOf(line), ['Müller'])
  })

  test('may end its lines in any way, and have control characters around', () => {
    const file = mt940([':61:2603050305C2,NTRFNONREF', ':86:one', 'two'])
    for (const end of ['\n', '\r', '\r\n', '@@']) {
      assert.deepEqual(textsOf(`\u0001${file.replaceAll('\r\n', end)}\u0003`), ['one two'])
    }
  })
})

describe('XML', () => {
  test('may have references to characters, and text as it is', () => {
    assert.deepEqual(textsOf(camt053({ entries: [said('A &amp; B &lt;&#228;&#xE4;&gt;')] })), ['A & B <ää>'])
    assert.deepEqual(textsOf(camt053({ entries: [said('<![CDATA[A & B &amp; <C>]]>')] })), [
      'A & B &amp; <C>',
    ])
  })

  test('may be in an envelope, without a namespace, of a version that nobody knew', () => {
    const plain = camt053({ entries: [said('x')] })
    assert.deepEqual(textsOf(`<Bundle><Item>${plain}</Item></Bundle>`), ['x'])
    assert.deepEqual(textsOf(plain.replace(/ xmlns="[^"]*"/, '')), ['x'])
    const later = plain.replace('053.001.08', '053.001.13')
    const [statement] = read(later)['statements'] as { message: string }[]
    assert.equal(statement?.message, 'camt.053.001.13')
  })

  test('is refused with anything that would have to be looked up or expanded', () => {
    const types = '<!DOCTYPE Document [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n'
    assert.equal(
      refusal(`\n${types}${camt053({ entries: [said('&x;')] })}`),
      'The file march.xml has a document type or entities (line 2); a statement has none.',
    )
    assert.equal(
      refusal(camt053({ entries: [said('&x;')] })),
      'The file march.xml uses the entity &x;, which XML does not have.',
    )
  })

  test('is refused when it is cut, too deep, or would reach into objects, with the place', () => {
    assert.match(
      refusal(camt053().slice(0, -10)),
      /^The file march\.xml is not XML as statements are \(line 1\): /,
    )
    const deep = `${'<a>'.repeat(60)}${'</a>'.repeat(60)}`
    assert.match(refusal(deep), /nested/)
    assert.match(refusal('<__proto__><polluted/></__proto__>'), /is not XML as statements are/)
  })

  test('of another kind is refused with what it is and what is taken', () => {
    const payment =
      '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn/></Document>'
    assert.equal(
      refusal(payment),
      'The file march.xml holds <CstmrCdtTrfInitn>, which is no statement. Taken are ISO 20022 statements, reports and advices (camt.053, camt.052, camt.054) and SWIFT statements (MT940, MT942).',
    )
    assert.match(refusal('<html><body/></html>'), /is XML, but no document of ISO 20022/)
    assert.equal(
      refusal(camt053().replace(/<Stmt>.*<\/Stmt>/, '')),
      'The file march.xml is camt.053.001.08 without a statement in it.',
    )
    assert.match(
      refusal(camt053().replace(/<Acct>.*<\/Acct>/, '')),
      /^The statement S1 in march\.xml names no account \(Acct\/Id\)\.$/,
    )
  })

  test('gives a list for what can come several times, be it there once or twice', () => {
    const ustrd = (it: string) => `<NtryDtls><TxDtls><RmtInf>${it}</RmtInf></TxDtls></NtryDtls>`
    const once = entry('1.00', ustrd('<Ustrd>a</Ustrd>'))
    const twice = entry('1.00', ustrd('<Ustrd>a</Ustrd><Ustrd>b</Ustrd>'))
    assert.deepEqual(textsOf(camt053({ entries: [once] })), ['a'])
    assert.deepEqual(textsOf(camt053({ entries: [once, twice] })), ['a', 'a b'])
  })

  test('keeps an amount’s every digit', () => {
    const amounts = ['90071992547409931.12345', '0012.50', '.5', '7']
    assert.deepEqual(
      transactionsOf(camt053({ entries: amounts.map((it) => entry(it)) })).map((it) => it.amount),
      ['90071992547409931.12345', '12.50', '0.5', '7'],
    )
  })
})

describe('what is no statement', () => {
  test('is refused with what to do', () => {
    assert.equal(
      refusal(Buffer.from('PK\u0003\u0004rest', 'latin1')),
      'The file march.xml is a ZIP archive. Unpack it, and send each file that is in it.',
    )
    assert.match(refusal(gzipSync('x')), /is compressed with gzip\. Unpack it first\.$/)
    assert.match(refusal('%PDF-1.7'), /is a PDF\. Taken are/)
    assert.match(refusal('Date;Amount\n2026-03-05;12'), /is no statement\. Taken are/)
    assert.match(refusal(':20:X\r\n:28C:1/1\r\n-'), /begins in line 1 of march\.xml names no account/)
  })

  test('has an encoding that is said to be another or that nobody knows', () => {
    const declared = (it: string) => Buffer.from(`<?xml version="1.0" encoding="${it}"?><Document/>`)
    assert.match(
      refusal(declared('EBCDIC-1')),
      /is in EBCDIC-1, which is not known here\. Save it as UTF-8\.$/,
    )
    const half = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('<x/>', 'utf16le'), Buffer.of(0x3c)])
    assert.match(refusal(half), /has bytes that are not\.$/)
  })

  test('may be a statement without a booking, which still tells the balance', () => {
    assert.deepEqual(transactionsOf(camt053()), [])
    assert.equal(recordsOf('accounts', camt053()).length, 1)
  })
})
