import type { SandboxRequest, SandboxResponse } from '../../kit/provider.ts'
import { covers, type Service } from '../access.ts'
import type { Account } from '../accounts.ts'
import type { Bank } from '../bank.ts'
import { type Consent, resourceId } from '../consents.ts'
import { BankError, consentInvalid, unknownResource } from '../errors.ts'
import type { AccessCount } from './access-count.ts'
import { accountAnswer, accountReference, balancesAnswer, transactionAnswer, type View } from './answers.ts'
import { consentOf, isUnattended } from './headers.ts'
import { linksOf } from './links.ts'
import { nextPage, readReportRequest, type Report, reportOf } from './reports.ts'
import { json } from './responses.ts'

/** GET /v1/accounts…: `path` is what follows. Throws BankError; undefined where there is nothing. */
export function readAccounts(
  bank: Bank,
  count: AccessCount,
  request: SandboxRequest,
  path: readonly string[],
): SandboxResponse | undefined {
  const consent = consentOf(bank, request.headers)
  const view: View = { bank, consent, links: linksOf(request, bank.dialect) }
  const [id, part, transactionId] = path
  const account = id === undefined ? null : accountOf(bank, consent, id)
  const body = account === null ? list(view, request) : one(view, request, account, part, transactionId)
  if (body === undefined || path.length > 3) return undefined
  // Next pages of a list are one access with its first.
  if (isUnattended(request.headers) && !request.query.has('page')) {
    count.count(bank, consent, endpointOf(path))
  }
  return json(200, body())
}

/** A transaction's own address is counted as one endpoint, whichever transaction it is. */
const endpointOf = (path: readonly string[]): string =>
  path.length > 2 ? `${path[0]}/details` : path.join('/')

function accountOf({ accounts }: Bank, consent: Consent, id: string): Account {
  const account = accounts.find((it) => resourceId(consent, it) === id)
  if (account === undefined) throw unknownResource('account')
  return account
}

type Body = () => object

function list(view: View, request: SandboxRequest): Body {
  const { access } = view.consent
  const shown = view.bank.accounts.filter((it) => covers(access, 'accounts', it))
  return () => ({ accounts: shown.map((it) => accountAnswer(view, it, wantsBalance(request))) })
}

function one(
  view: View,
  request: SandboxRequest,
  account: Account,
  part: string | undefined,
  transactionId: string | undefined,
): Body | undefined {
  if (part === undefined) {
    check(view, 'accounts', account)
    return () => ({ account: accountAnswer(view, account, wantsBalance(request)) })
  }
  if (part === 'balances' && transactionId === undefined) {
    check(view, 'balances', account)
    return () => ({ account: accountReference(account), balances: balancesAnswer(view.bank, account) })
  }
  if (part !== 'transactions') return undefined
  check(view, 'transactions', account)
  if (account.status === 'blocked') {
    throw new BankError(400, 'RESOURCE_BLOCKED', 'The account is blocked.')
  }
  return transactionId === undefined
    ? report(view, request, account)
    : details(view, account, decodeURIComponent(transactionId))
}

function check({ consent }: View, service: Service, account: Account): void {
  if (covers(consent.access, service, account)) return
  throw consentInvalid(`The consent does not cover the ${service} of this account.`)
}

const wantsBalance = ({ query }: SandboxRequest): boolean => query.get('withBalance') === 'true'

function report(view: View, request: SandboxRequest, account: Account): Body {
  const { bank, consent } = view
  const asked = readReportRequest(request.query, bank, consent, account)
  return () => {
    const found = reportOf(bank, account, asked)
    remember(consent, account, found)
    const path = `/v1/accounts/${resourceId(consent, account)}`
    const answer = (entries: Report['booked']) => entries.map((it) => transactionAnswer(view, path, it))
    return {
      account: accountReference(account),
      transactions: {
        ...(asked.booked ? { booked: answer(found.booked) } : {}),
        ...(asked.pending ? { pending: answer(found.pending) } : {}),
        _links: { account: view.links.usual(path), ...nextLink(view, request, path, nextPage(found, asked)) },
      },
      ...(wantsBalance(request) && covers(consent.access, 'balances', account)
        ? { balances: balancesAnswer(bank, account) }
        : {}),
    }
  }
}

/** Every other next link is a whole address. */
function nextLink({ links }: View, { query }: SandboxRequest, path: string, page: string | null): object {
  if (page === null) return {}
  const next = new URLSearchParams(query)
  next.set('page', page)
  const address = `${path}/transactions?${next}`
  return { next: query.has('page') ? links.usual(address) : links.whole(address) }
}

/** Where the next delta list begins. */
function remember({ reported }: Consent, { key }: Account, { booked }: Report): void {
  const [newest] = booked
  if (newest !== undefined) reported.set(key, Math.max(newest.sequence, reported.get(key) ?? 0))
}

function details(view: View, account: Account, id: string): Body {
  const { ledger } = view.bank
  const entries = [...ledger.booked(account.parts), ...ledger.pending(account.parts)]
  const entry = entries.find((it) => it.transactionId === id)
  if (entry === undefined || view.bank.dialect.withoutIds) throw unknownResource('transaction')
  const path = `/v1/accounts/${resourceId(view.consent, account)}`
  return () => ({ transactionsDetails: transactionAnswer(view, path, entry) })
}
