import type { Page, Read } from '../provider.ts'
import type { HttpRequest, HttpResponse } from '../toolkit/http.ts'
import { AccountReading } from './account-reading.ts'
import { easierAsk, firstAsk, requestOf, type Ask } from './asking.ts'
import type { Bank } from './banks.ts'
import { dayOf } from './days.ts'
import { listPages } from './listing.ts'
import type { AccountMemory, KnownAccount } from './memory.ts'
import type { Unread } from './unread.ts'

/** As often as there are things that a bank may refuse, and once more. */
const MOST_ASKED = 4

/** An account's report of transactions: what was asked for, and its first page. */
export interface Report {
  account: KnownAccount
  memory: AccountMemory | null
  /** What of the account is set aside. */
  unread: readonly Unread[]
  ask: Ask
  request: HttpRequest
  answer: HttpResponse
}

/** Asks for what there is since the last listing; where the bank refuses that, for the next best. */
export async function openReport(
  { http, now }: Read,
  bank: Bank,
  known: Pick<Report, 'account' | 'memory' | 'unread'>,
): Promise<Report> {
  const today = dayOf(now)
  const { account, memory, unread } = known
  let ask = firstAsk(bank, memory, { unread, today })
  for (let asked = 1; ; asked++) {
    try {
      const request = requestOf(ask, bank, account)
      return { ...known, ask, request, answer: await http.request(request) }
    } catch (error) {
      const easier = asked < MOST_ASKED ? easierAsk(ask, error, today) : null
      if (easier === null) throw error
      ask = easier
    }
  }
}

/** The pages of a report. The last of them comes with what the next reading has to know. */
export async function* readReport(
  { http, now }: Read,
  bank: Bank,
  { account, memory, unread, ask, ...call }: Report,
): AsyncGenerator<{ page: Page; memory: AccountMemory | null }> {
  const reading = new AccountReading({ account, memory, unread, ask, today: dayOf(now) })
  const phase = memory === null ? 'backfill' : 'incremental'
  for await (const listed of listPages(http, bank, call)) {
    const records = reading.take(listed)
    const page = { fetchedAt: listed.fetchedAt, phase } as const
    if (!listed.isLast) {
      yield { page: { ...page, records }, memory: null }
      continue
    }
    const end = reading.finish()
    yield {
      page: {
        ...page,
        records: [...records, ...end.records],
        deletedIds: end.deletedIds.map((id) => ({ id, at: null })),
      },
      memory: end.memory,
    }
  }
}
