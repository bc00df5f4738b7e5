import type { Random } from '../../kit/random.ts'
import { createPayment } from '../acts/payments.ts'
import { Portal } from '../portal/portal.ts'
import { atScale, type Business, DAY, HOUR, pickCustomer } from './business.ts'
import { FEWEST_INVOICES, type Fate, fateOf, isFresh, meetFate } from './fates.ts'
import { meetCompany, meetContact } from './people.ts'
import { Timeline } from './timeline.ts'

const TWO_YEARS = 731 * DAY

/** Two years of business up to `now()`; the same for the same seed, scale and now. */
export function makeHistory(random: Random, scale: number, now: () => number): Business {
  const end = now()
  const timeline = new Timeline(end - TWO_YEARS)
  let isOver = false
  const portal = new Portal(random.fork('portal'), () => (isOver ? now() : timeline.now))
  const business: Business = { portal, random, names: new Set() }
  planPeople(business, timeline, scale, end)
  planInvoices(business, timeline, scale, end)
  planRest(business, timeline, scale, end)
  timeline.liveThrough(end)
  isOver = true
  portal.index.settle()
  return business
}

/** A third is known from the start. */
function planPeople(business: Business, timeline: Timeline, scale: number, end: number): void {
  const { portal, random } = business
  const plan = (count: number, meet: (index: number) => void) => {
    for (let index = 0; index < count; index += 1) {
      const isKnown = index * 3 < count
      const begin = end - TWO_YEARS
      const at = isKnown ? begin : random.int(begin + DAY, end - 20 * DAY)
      timeline.add(at + index, () => {
        meet(index)
      })
    }
  }
  plan(atScale(220, scale, 9), () => meetCompany(business))
  plan(atScale(400, scale, 15), (index) => {
    // Everybody who is known from the start comes after the first company.
    const [companies, isAlone] = [portal.living('companies'), index % 12 === 11]
    meetContact(business, isAlone ? null : random.pick(companies))
  })
}

function planInvoices(business: Business, timeline: Timeline, scale: number, end: number): void {
  for (let index = 0; index < atScale(800, scale, FEWEST_INVOICES); index += 1) {
    const fate = fateOf(business, index)
    timeline.add(whenFor(business.random, fate, index, end), () => {
      meetFate(business, timeline, fate)
    })
  }
}

/** Early enough for its fate to be met where small books depend on it; late where it is still under way. */
function whenFor(random: Random, fate: Fate, index: number, end: number): number {
  if (isFresh(fate)) return random.int(end - 6 * DAY, end - 2 * DAY)
  if (index < FEWEST_INVOICES) return random.int(end - 300 * DAY, end - 100 * DAY)
  return random.int(end - TWO_YEARS + 2 * DAY, end - HOUR)
}

/** What is archived, merged and changed, and payments of no invoice. */
function planRest(business: Business, timeline: Timeline, scale: number, end: number): void {
  const { portal, random } = business
  const plan = (count: number, act: () => void) => {
    for (let left = atScale(count, scale, 1); left > 0; left -= 1)
      timeline.add(random.int(end - 80 * DAY, end - HOUR), act)
  }
  plan(14, () => {
    portal.archive(random.pick(portal.living('contacts')))
  })
  plan(5, () => {
    portal.archive(random.pick(portal.living('companies')))
  })
  plan(8, () => {
    const gone = random.pick(portal.living('contacts'))
    portal.merge(random.pick(portal.living('contacts').filter((it) => it !== gone)), gone)
  })
  plan(20, () => {
    portal.update(random.pick(portal.living('contacts')), { jobtitle: 'Head of workshop' })
  })
  plan(30, () => {
    const { contact } = pickCustomer(business)
    createPayment(portal, {
      cents: random.amount(900, 20_000),
      ...{ currency: 'USD', status: 'succeeded', method: 'card', processor: 'hs_payments' },
      ...{ sourceApp: 'SALES_CHECKOUT', contact, invoice: null, isPlain: false, reference: null },
    })
  })
}
