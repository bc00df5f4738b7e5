import { bankStatement } from '../../../src/providers/bank-statement/index.ts'
import { bankStatements } from '../../../src/sandbox/bank-statement/index.ts'
import { conformsByFiles } from '../conformance/files.ts'

const notBySepa = 'the played bank books euros only'

await conformsByFiles({
  provider: bankStatement,
  files: bankStatements({ seed: 7, now: new Date('2026-03-05T09:00:00Z'), days: 14 }),
  refused: [
    { name: 'cut.xml', bytes: Buffer.from('<Document><BkToCstmrStmt>') },
    { name: 'table.csv', bytes: Buffer.from('Date;Amount\n2026-03-05;12,50\n') },
    { name: 'many.zip', bytes: Buffer.from('PK\u0003\u0004') },
  ],
  notPlayed: {
    'accounts.remoteType': 'the played bank does not tell it',
    'accounts.balanceAvailable': 'the newest file, a report of today, does not tell it',
    'accounts.balanceLimit': 'the played account has no line of credit',
    'transactions.postedAt': 'the played bank tells days only',
    'transactions.originalAmount': notBySepa,
    'transactions.originalCurrency': notBySepa,
  },
})
