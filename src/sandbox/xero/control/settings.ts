import {
  archiveAccount,
  createAccount,
  createTrackingOption,
  deleteAccount,
  deleteTrackingOption,
} from '../acts/settings.ts'
import { found, type Books } from '../books/books.ts'
import type { TrackingCategory } from '../books/settings.ts'
import { renderAccount, renderOrganisation, renderTrackingCategory } from '../render/settings.ts'
import { trade } from '../trade.ts'
import type { ControlInput } from './input.ts'
import type { Control } from './room.ts'

/** What a person does to the organisation's settings and to the app's access. */
export const SETTING_CONTROLS: Readonly<Record<string, Control>> = {
  /** {code?, name?}: one for expenses */
  create_account: ({ books }, input) =>
    renderAccount(
      createAccount(books, {
        ...{ type: 'EXPENSE', class: 'EXPENSE', taxType: 'INPUT2', reportingCode: 'EXP', system: '' },
        ...{ description: null, bank: null, takesPayments: false },
        code: input.text('code') ?? null,
        name: input.text('name') ?? 'New Account',
      }),
    ),
  /** {account}, as the next one; deleted ones are gone without a trace, used ones can only be archived */
  delete_account: ({ books }, input) => {
    deleteAccount(books, books.account(input.required('account')))
    return {}
  },
  archive_account: ({ books }, input) =>
    renderAccount(archiveAccount(books, books.account(input.required('account')))),
  /** {category?: an id, the first one otherwise, name} */
  create_tracking_option: ({ books }, input) => {
    const category = categoryOf(books, input)
    const { id, name } = createTrackingOption(books, category, input.required('name'))
    return { TrackingCategoryID: category.id, TrackingOptionID: id, Name: name }
  },
  /** {category?, option: an id}: one that lines are marked with is archived instead */
  delete_tracking_option: ({ books }, input) => {
    const category = categoryOf(books, input)
    const id = input.required('option')
    const option = category.options.find((it) => it.id === id)
    if (option === undefined) throw new Error(`there is no tracking option ${id}`)
    deleteTrackingOption(books, category, option)
    return renderTrackingCategory(category, true)
  },
  /** {on: a day or null, end_of_year?: a day or null} */
  set_lock_date: ({ books }, input) => {
    const [on, endOfYear] = [input.dayOrNull('on'), input.dayOrNull('end_of_year')]
    if (on !== undefined) books.locks.period = on
    if (endOfYear !== undefined) books.locks.endOfYear = endOfYear
    return renderOrganisation(books)
  },
  /** {times?} */
  trade: (business, input) => {
    for (let left = Math.min(input.count('times') ?? 1, 1_000); left > 0; left -= 1) trade(business)
    return {}
  },
  /** {}: the organisation disconnects the app */
  revoke_grant: (_business, _input, { identity }) => {
    identity.grants.revoke()
    identity.connections.clear()
    return {}
  },
  /** {}: access tokens end, the grant lives */
  expire_tokens: (_business, _input, { identity, now }) => {
    identity.grants.expireAccessTokens(now())
    return {}
  },
  /** {minute?, day?}: calls that one organisation takes; absent or null is as many as the server lets through */
  set_limits: (_business, input, { limits }) => {
    limits.set({ minute: input.countOrNull('minute'), day: input.countOrNull('day') })
    return {}
  },
  /** {}: one empty body that is rightly signed, and one that is not */
  intent_to_receive: (_business, _input, { notifier, send }) => {
    send(notifier.intentToReceive(true))
    send(notifier.intentToReceive(false))
    return {}
  },
}

function categoryOf({ tracking }: Books, input: ControlInput): TrackingCategory {
  const [first] = tracking.values()
  return found(tracking, input.text('category') ?? first?.id ?? '', 'tracking category')
}
